#include "json/scanner.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace journeys::json;

namespace {

bool isValid(const std::string& text) {
  Arena arena;
  return static_cast<bool>(read(text, arena));
}

/// The same verdict where everything is skipped.
bool isValidSkipped(const std::string& text) {
  Arena arena;
  const Projection nothing;
  const std::string inObject = "{\"skipped\":" + text + "}";
  const Scanned scanned = scan(inObject, 0, nothing, Projection::kRoot, arena);
  return scanned && scanned.end == inObject.size();
}

std::string nested(int depth) {
  const auto size = static_cast<std::size_t>(depth);
  return std::string(size, '[') + std::string(size, ']');
}

}  // namespace

TEST_CASE("what is JSON is read and what is not is refused, in needed and in skipped parts alike") {
  const std::vector<std::string> good = {"null",
                                         "true",
                                         "false",
                                         "0",
                                         "-1.5e+10",
                                         "\"\"",
                                         "{}",
                                         "[]",
                                         "[1,2]",
                                         "{\"a\":1}",
                                         " [ 1 , 2 ] ",
                                         "\"\\u00e9\\ud83d\\ude00\\n\\\"\\\\\\/\"",
                                         "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"",
                                         "\"\\u0000\"",
                                         "\"\x7F\"",
                                         "{\"a\":1,\"a\":2}",
                                         "\"" + std::string(100, 'x') + "\"",
                                         "\"0123456789abcdef\"",
                                         nested(499)};
  for (const std::string& text : good) {
    INFO(text);
    REQUIRE(isValid(text));
    REQUIRE(isValidSkipped(text));
  }
  const std::vector<std::string> bad = {"",
                                        " ",
                                        "nul",
                                        "nulL",
                                        "True",
                                        "tru e",
                                        "+1",
                                        "01",
                                        "1.",
                                        ".1",
                                        "1e",
                                        "-",
                                        "'a'",
                                        "\"",
                                        "\"\\x\"",
                                        "\"\\\"",
                                        "\"\\u12g4\"",
                                        "\"\\ud800\"",
                                        "\"\\udc00\"",
                                        "\"\\ud800\\u0041\"",
                                        "\"\\ud800x\"",
                                        "\"\t\"",
                                        "\"\n\"",
                                        std::string("\"\0\"", 3),
                                        "\"\x80\"",
                                        "\"\xC0\x80\"",
                                        "\"\xC3\"",
                                        "\"\xE0\x80\x80\"",
                                        "\"\xED\xA0\x80\"",
                                        "\"\xF0\x80\x80\x80\"",
                                        "\"\xF4\x90\x80\x80\"",
                                        "\"\xF5\x80\x80\x80\"",
                                        "\"\xFF\"",
                                        "[",
                                        "[1",
                                        "[1,",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "]",
                                        "{",
                                        "{\"a\"",
                                        "{\"a\":",
                                        "{\"a\":1",
                                        "{\"a\":1,",
                                        "{\"a\":1,}",
                                        "{a:1}",
                                        "{\"a\" 1}",
                                        "{\"a\":}",
                                        "{,}",
                                        "{1:2}",
                                        "[1}",
                                        "{\"a\":1]",
                                        "1 2",
                                        "NaN",
                                        "Infinity",
                                        "//x",
                                        "\xEF\xBB\xBF{}",
                                        nested(502)};
  for (const std::string& text : bad) {
    INFO(text);
    REQUIRE_FALSE(isValid(text));
    if (text != "1 2") REQUIRE_FALSE(isValidSkipped(text));
  }
}

TEST_CASE("the depth limit is 500 containers") {
  REQUIRE(isValid(nested(500)));
  REQUIRE_FALSE(isValid(nested(501)));
  Arena arena;
  const std::string endless(1'000'000, '[');
  REQUIRE(std::string(read(endless, arena).error.message) == "nested too deeply");
}

TEST_CASE("errors stand at the first byte that cannot be") {
  struct Case {
    std::string text;
    std::size_t offset;
    bool truncated;
  };
  const std::vector<Case> cases = {
      {"{\"a\":tru}", 8, false}, {"{\"a\":\"\xFF                 \"}", 6, false},
      {"[1,2", 4, true},         {"{\"a\":\"\\ud83d\"}            ", 6, false},
      {"{\"a\"", 4, true},       {"[1 2]", 3, false},
      {"nul", 3, true},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    Arena arena;
    const Scanned scanned = read(c.text, arena);
    REQUIRE_FALSE(scanned);
    REQUIRE(scanned.error.offset == c.offset);
    REQUIRE(scanned.error.truncated == c.truncated);
  }
}

TEST_CASE("a text that is cut anywhere is truncated, never wrong") {
  const std::string text = R"({"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00)"
                           "\xC3\xA9"
                           R"("],"b":{"c":"d"}})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    Arena arena;
    const Scanned scanned = read(text.substr(0, size), arena);
    REQUIRE_FALSE(scanned);
    REQUIRE(scanned.error.truncated);
  }
}

TEST_CASE("strings are unescaped") {
  Arena arena;
  const std::string text = R"(["a\"\\\/\b\f\n\r\t","\u0041\u00e9\u20ac\ud83d\ude00","plain"])";
  const Scanned scanned = read(text, arena);
  REQUIRE(scanned);
  const Value* element = scanned.value->first;
  REQUIRE(element->text == "a\"\\/\b\f\n\r\t");
  REQUIRE(element->next->text == "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  REQUIRE(element->next->next->text == "plain");
}

TEST_CASE("of members with the same key the last one counts, at the place of the first") {
  Arena arena;
  std::string many = "{";
  for (int i = 0; i < 100'000; ++i) many += "\"k" + std::to_string(i % 50'000) + "\":" + std::to_string(i) + ",";
  many += "\"end\":0}";
  const Scanned few = read(R"({"a":1,"b":2,"a":3,"c":4,"a":5,"b":6})", arena);
  REQUIRE(few.value->size == 3);
  REQUIRE(few.value->first->key == "a");
  REQUIRE(few.value->find("a")->number == Number::of(std::int64_t{5}));
  REQUIRE(few.value->find("b")->number == Number::of(std::int64_t{6}));
  REQUIRE(few.value->find("c")->number == Number::of(std::int64_t{4}));
  const Scanned large = read(many, arena);
  REQUIRE(large.value->size == 50'001);
  for (const std::int64_t i : {0, 1, 25'000, 49'999}) {
    REQUIRE(large.value->find("k" + std::to_string(i))->number == Number::of(i + 50'000));
  }
}

TEST_CASE("only what the projection needs is read") {
  Projection projection;
  projection.need(std::vector<std::string>{"a", "b"}, Need::Elements);
  projection.need(std::vector<std::string>{"whole"}, Need::Whole);
  projection.need(std::vector<std::string>{"there"}, Need::Presence);
  projection.need(std::vector<std::string>{"list", "0", "x"}, Need::Elements);
  Arena arena;
  const std::string text = R"({"a":{"b":[1,{"c":2},[3]],"other":9},"skip":{"a":{"b":1}},"whole":{"x":[[1]]},
                              "there":[1,2],"list":[{"x":1,"y":2},[4]]})";
  const Scanned scanned = scan(text, 0, projection, Projection::kRoot, arena);
  REQUIRE(scanned);
  const Value& root = *scanned.value;
  REQUIRE(root.size == 4);
  const Value* b = root.find("a")->find("b");
  REQUIRE(root.find("a")->size == 1);
  REQUIRE(b->size == 3);
  REQUIRE(b->first->number == Number::of(std::int64_t{1}));
  REQUIRE(b->first->next->kind == Kind::Object);
  REQUIRE(b->first->next->size == 0);
  REQUIRE(b->first->next->next->kind == Kind::Array);
  REQUIRE(root.find("whole")->find("x")->first->first->number == Number::of(std::int64_t{1}));
  REQUIRE(root.find("there")->kind == Kind::Array);
  REQUIRE(root.find("there")->size == 0);
  REQUIRE(root.find("list")->first->size == 2);  // told apart by index: read whole
  REQUIRE(root.find("list")->first->next->size == 1);
}

TEST_CASE("values at typed places become dates and ObjectIds, in plain and in extended JSON") {
  Projection projection;
  const auto typed = [&](const char* name, Cast cast) {
    const std::vector<std::string> path = {name};
    projection.need(path, Need::Elements);
    projection.cast(path, cast);
  };
  typed("date", Cast::Date);
  typed("id", Cast::ObjectId);
  const auto kindOf = [&](const std::string& member) {
    Arena arena;
    const std::string text = "{" + member + "}";
    const Scanned scanned = scan(text, 0, projection, Projection::kRoot, arena);
    REQUIRE(scanned);
    return scanned.value->first->kind;
  };
  REQUIRE(kindOf(R"("date":"2017-09-20T09:56:02.443Z")") == Kind::Date);
  REQUIRE(kindOf(R"("date":{"$date":"2017-09-20T09:56:02.443Z"})") == Kind::Date);
  REQUIRE(kindOf(R"("date":{"$date":1505901362443})") == Kind::Date);
  REQUIRE(kindOf(R"("date":{"$date":{"$numberLong":"1505901362443"}})") == Kind::Date);
  REQUIRE(kindOf(R"("date":"soon")") == Kind::String);
  REQUIRE(kindOf(R"("date":1505901362443)") == Kind::Number);
  REQUIRE(kindOf(R"("date":{"other":1})") == Kind::Object);
  REQUIRE(kindOf(R"("id":"59c23b32d138e44d720041a9")") == Kind::ObjectId);
  REQUIRE(kindOf(R"("id":{"$oid":"59C23B32d138e44d720041a9"})") == Kind::ObjectId);
  REQUIRE(kindOf(R"("id":"59c23b32d138e44d720041a")") == Kind::String);
}

TEST_CASE("a dot within a key may be written as &46;") {
  Arena arena;
  const Scanned scanned = read(R"({"http://example&46;com/x":1,"a&b":2,"a&46;b&46;":3})", arena);
  REQUIRE(scanned.value->find("http://example.com/x") != nullptr);
  REQUIRE(scanned.value->find("a&b") != nullptr);
  REQUIRE(scanned.value->find("a.b.") != nullptr);
}
