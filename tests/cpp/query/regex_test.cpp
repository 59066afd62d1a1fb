// Regular expressions answer as MongoDB's PCRE2 does, or are refused by name. The tables were checked against
// PCRE2 10.42 (UTF, no UCP), which is what a MongoDB server compiles with.
#include "query/regex.h"

#include <string>
#include <variant>
#include <vector>

#include "catch.h"

using journeys::query::Regex;

namespace {

struct Case {
  std::string pattern;
  std::string options;
  std::string text;
  bool matches;
};

std::string faultOf(const std::string& pattern, const std::string& options = "") {
  const auto compiled = Regex::compile(pattern, options);
  const auto* fault = std::get_if<std::string>(&compiled);
  return fault == nullptr ? "" : *fault;
}

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void check(const std::vector<Case>& table) {
  for (const Case& row : table) {
    INFO("/" << row.pattern << "/" << row.options << " on \"" << row.text << "\"");
    const auto compiled = Regex::compile(row.pattern, row.options);
    if (const auto* fault = std::get_if<std::string>(&compiled)) FAIL(*fault);
    CHECK(std::get<Regex>(compiled).matches(row.text) == row.matches);
  }
}

}  // namespace

TEST_CASE("a regular expression meets a text anywhere unless it is anchored", "[regex]") {
  check({
      {"", "", "", true},
      {"", "", "a", true},
      {"b", "", "abc", true},
      {"^b", "", "abc", false},
      {"^a", "", "abc", true},
      {"c$", "", "abc", true},
      {"b$", "", "abc", false},
      {"\\Aabc\\z", "", "abc", true},
      {"a|", "", "x", true},
      {"^http://adlnet\\.gov/expapi/verbs/(completed|passed)$", "", "http://adlnet.gov/expapi/verbs/passed", true},
      {"^http://adlnet\\.gov/expapi/verbs/(completed|passed)$", "", "http://adlnet.gov/expapi/verbs/failed", false},
  });
}

TEST_CASE("a dollar also meets before a newline that ends the text", "[regex]") {
  check({
      {"a$", "", "a\n", true},
      {"a$", "", "a\n\n", false},
      {"a$", "", "a\nb", false},
      {"a\\Z", "", "a\n", true},
      {"a\\Z", "", "a\n\n", false},
      {"a\\z", "", "a\n", false},
      {"^(a$|b$)", "", "b\n", true},
      {"(/|$)", "", "x\n", true},
      {"^course(/|$).*", "", "course\n", true},
      {"^course(/|$).*", "", "courses\n", false},
      {"(a$)+", "", "a\n", true},
      {"^$", "", "\n", true},
      {"^$", "", "\n\n", false},
      {"a\\n$", "", "a\n", true},
      {"a$", "m", "a\nb", true},
      {"a$", "m", "a\r\nb", false},
  });
}

TEST_CASE("options change what a regular expression meets", "[regex]") {
  check({
      {"ABC", "i", "abc", true},
      {"ABC", "", "abc", false},
      {"straße", "i", "STRAßE", true},
      {"é", "i", "É", true},
      {"k", "i", "\u212a", true},
      {"s", "i", "\u017f", true},
      {"^b", "m", "a\nb", true},
      {"^b", "", "a\nb", false},
      {"a.b", "", "a\nb", false},
      {"a.b", "s", "a\nb", true},
      {"a.b", "", "a\rb", true},
      {"a\\Nb", "s", "a\nb", false},
      {"a b # comment\n c", "x", "abc", true},
      {"a\\ b", "x", "a b", true},
      {"[a b]", "x", " ", true},
      {"a\\#b", "x", "a#b", true},
      {"a + b", "x", "aab", true},
      {"(?x) a b (?-x) c", "", "ab c", true},
      {"(?i)a(?-i)b", "", "Ab", true},
      {"(?i)a(?-i)b", "", "AB", false},
      {"(?i:a)b", "", "Ab", true},
      {"(a(?i)b|c)d", "", "Cd", true},
      {"(?^:A)", "i", "a", false},
      {"(?s).(?-s).", "", "\n\n", false},
      {"A", "iu", "a", true},
      {"a", "ii", "A", true},
  });
}

TEST_CASE("named sets of characters mean what PCRE2 means by them", "[regex]") {
  check({
      {"^\\s$", "", "\v", true},
      {"^\\S$", "", "\v", false},
      {"^[\\s]$", "", "\v", true},
      {"^[^\\S]$", "", "\v", true},
      {"\\s", "", "\u00a0", false},
      {"\\h", "", "\u00a0", true},
      {"\\h", "", "\n", false},
      {"\\H", "", "\t", false},
      {"\\v", "", "\u2028", true},
      {"\\v", "", "\r", true},
      {"\\V", "", "\n", false},
      {"\\d", "", "\u0663", false},
      {"\\w", "", "é", false},
      {"\\W", "", "é", true},
      {"\\w", "i", "\u017f", false},
      {"[\\w]", "i", "\u017f", false},
      {"[^\\w]", "i", "\u017f", true},
      {"[\\wé]", "i", "É", true},
      {"[\\dk]", "i", "\u212a", true},
      {"\\p{Lu}", "i", "a", false},
      {"\\p{Greek}", "", "Ω", true},
      {"\\pN", "", "7", true},
      {"^\\P{L}$", "", "a", false},
      {"\\p{^Lu}", "", "A", false},
      {"\\p{L&}", "", "a", true},
      {"[[:alpha:]]", "", "é", false},
      {"[[:^alpha:]]", "", "a", false},
      {"[[:lower:]]", "i", "A", true},
      {"[[:space:]]", "", "\v", true},
      {"[[:punct:]]", "", "$", true},
      {"\\bword\\b", "", "a word.", true},
      {"\\Bord", "", "word", true},
      {"\\B", "", "bΩa", false},
  });
}

TEST_CASE("classes, escapes and quotations are read as PCRE2 reads them", "[regex]") {
  check({
      {"[]a]", "", "]", true},
      {"[^]a]", "", "]", false},
      {"[a-]", "", "-", true},
      {"[\\w-]", "", "-", true},
      {"[\\]]", "", "]", true},
      {"[\\b]", "", "\b", true},
      {"[a\\Q]\\E]", "", "]", true},
      {"[&&a]", "", "&", true},
      {"[[]", "", "[", true},
      {"[a[:b]", "", ":", true},
      {"\\Qa.b\\E", "", "axb", false},
      {"\\Qa.b\\E+", "", "a.bb", true},
      {"\\Qa.b", "", "a.b", true},
      {"\\x41\\x{e9}", "", "Aé", true},
      {"\\101", "", "A", true},
      {"\\o{101}", "", "A", true},
      {"^\\0$", "", std::string(1, '\0'), true},
      {"\\cA", "", "\x01", true},
      {"\\e", "", "\x1b", true},
      {"\\N{U+41}", "", "A", true},
      {"\\.\\/\\-\\:", "", "./-:", true},
      {"a{,2}", "", "a{,2}", true},
      {"a{", "", "a{", true},
      {"a{2}", "", "aa", true},
      {"^a{2,}$", "", "a", false},
      {"^a{0}$", "", "", true},
      {"a*?b", "", "aab", true},
      {"a(?#comment)+b", "", "aab", true},
      {"(?<name>a)(?P<other>b)(?'third'c)", "", "abc", true},
      {"(?|(a)|(b))", "", "b", true},
      {"(?U)a+", "", "a", true},
      {"a}", "", "a}", true},
      {"x]", "", "x]", true},
      {"foo\\Rbar", "", "foo\r\nbar", true},
      {"foo\\R+bar", "", "foo\n\nbar", true},
      {"foo\\R", "", "foo\r\n", true},
      {"日本", "", "これは日本語", true},
      {"^.$", "", "😀", true},
  });
}

TEST_CASE("a pattern knows what every text that it meets starts with", "[regex]") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"^abc", "abc"},     {"\\Aabc", "abc"}, {"^ab?c", "a"},         {"^ab*", "a"},     {"^ab+c", "ab"},
      {"^ab{2}c", "ab"},   {"^a\\.b", "a.b"}, {"^\\Qa.b\\E+", "a.b"}, {"^a(b|c)", "a"},  {"^a|b", ""},
      {"(^a)", ""},        {"abc", ""},       {"^(?i)abc", ""},       {"^a(?i)bc", "a"}, {"^a.c", "a"},
      {"^é\\x{e9}", "éé"}, {"^a$", "a"},      {"^a{0}b", ""},         {"\\B^a", ""},     {"^^a", ""},
  };
  for (const auto& [pattern, prefix] : table) {
    INFO(pattern);
    const auto compiled = Regex::compile(pattern, "");
    REQUIRE(std::holds_alternative<Regex>(compiled));
    CHECK(std::get<Regex>(compiled).prefix() == prefix);
  }
  CHECK(std::get<Regex>(Regex::compile("^a", "m")).prefix().empty());
  CHECK(std::get<Regex>(Regex::compile("^a", "i")).prefix().empty());
}

TEST_CASE("what cannot be matched in linear time, or exactly, is refused by name", "[regex]") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"(?=a)", "look-ahead (?="},
      {"(?!a)", "look-ahead (?!"},
      {"(?<=a)", "look-behind (?<="},
      {"(?<!a)", "look-behind (?<!"},
      {"(a)\\1", "back-reference \\1"},
      {"(?<n>a)\\k<n>", "back-reference \\k"},
      {"(a)\\g{1}", "back-reference \\g"},
      {"(?P<n>a)(?P=n)", "back-reference (?P="},
      {"(?>a)", "atomic group"},
      {"a++", "possessive"},
      {"a?+", "possessive"},
      {"(?R)", "recursion"},
      {"(a)(?1)", "recursion"},
      {"(?&n)", "recursion"},
      {"(?(1)a|b)", "conditional"},
      {"a\\Kb", "\\K"},
      {"\\Ga", "\\G"},
      {"\\X", "\\X"},
      {"\\C", "\\C"},
      {"(*UCP)a", "verb"},
      {"(?C1)a", "callout"},
      {"(a$)b", "$ and \\Z without option m"},
      {"a\\R\\n", "\\R is only supported"},
      {"(\\R){2}", "\\R is only supported"},
      {"[[:<:]]a", "use \\b"},
      {"a{1001}", "more than 1000"},
      {"((a{100}){100}){100}", "1000"},
  };
  for (const auto& [pattern, message] : table) {
    INFO(pattern);
    CHECK(mentions(faultOf(pattern), message));
  }
  CHECK(mentions(faultOf("^$", "m"), "^ with option m"));
}

TEST_CASE("malformed regular expressions and options are refused", "[regex]") {
  for (const char* pattern : {"(",
                              ")",
                              "a)",
                              "[",
                              "[a",
                              "[]",
                              "*",
                              "+a",
                              "?",
                              "a**",
                              "a{2}{3}",
                              "^*",
                              "a|*",
                              "(*)",
                              "\\",
                              "[z-a]",
                              "[\\d-z]",
                              "[a-\\d]",
                              "[[:foo:]]",
                              "[:alpha:]",
                              "[[.a.]]",
                              "a{3,2}",
                              "\\x{110000}",
                              "\\x{d800}",
                              "\\x{zz}",
                              "\\i",
                              "\\N{x}",
                              "\\p",
                              "\\p{Nonsense}",
                              "(?<1a>b)",
                              "(?<n",
                              "(?z)",
                              "(?#",
                              "(?<n>a)(?<n>b)",
                              "\xff",
                              "\xed\xa0\x80"}) {
    INFO(pattern);
    CHECK_FALSE(faultOf(pattern).empty());
  }
  CHECK(faultOf("a", "q") == "invalid flag in regex options: q");
  CHECK(faultOf("a", "ig") == "invalid flag in regex options: g");
  CHECK_FALSE(faultOf(std::string("a\0b", 3)).empty());
  CHECK(faultOf(std::string(32'764, 'a')).empty());
  CHECK(mentions(faultOf(std::string(32'765, 'a')), "32764"));
  CHECK_FALSE(faultOf(std::string(300, '(') + std::string(300, ')')).empty());
}

TEST_CASE("patterns that explode under backtracking stay linear", "[regex]") {
  const std::string text = std::string(100'000, 'a') + "!";
  for (const char* pattern : {"^(a+)+$", "^(a|aa)*$", "(a*)*b", "^(a?){50}a{50}$", "(.*)(.*)(.*)x"}) {
    const auto compiled = Regex::compile(pattern, "");
    REQUIRE(std::holds_alternative<Regex>(compiled));
    CHECK_FALSE(std::get<Regex>(compiled).matches(text));
  }
}
