#include "query/regex_class.h"

#include <algorithm>

#include "query/regex_ranges.h"

namespace journeys::query {

namespace {

constexpr char32_t kLongS = 0x17F;
constexpr char32_t kKelvin = 0x212A;

// The members of a class in the two sorts that option i tells apart: characters the pattern lists meet either
// case, sets it names with a letter or a word do not (`\w` does not meet the long s, `\p{Lu}` no small letter).
struct Members {
  CodeRanges listed;
  CodeRanges named;
  std::string properties;

  bool hasNamed() const { return !named.empty() || !properties.empty(); }
};

bool isAscii(const CodeRanges& ranges) {
  return std::all_of(ranges.begin(), ranges.end(), [](const CodeRange& range) { return range.high < 0x80; });
}

// ASCII characters with the other case added to them, and with the two letters beyond ASCII that fold into it.
CodeRanges folded(const CodeRanges& ranges) {
  CodeRanges all = ranges;
  for (char32_t letter = 'a'; letter <= 'z'; ++letter) {
    const char32_t capital = letter - 'a' + 'A';
    if (!contains(ranges, letter) && !contains(ranges, capital)) continue;
    all.push_back({letter, letter});
    all.push_back({capital, capital});
    if (letter == 's') all.push_back({kLongS, kLongS});
    if (letter == 'k') all.push_back({kKelvin, kKelvin});
  }
  return all;
}

class ClassTranslator {
 public:
  ClassTranslator(RegexReader& reader, bool caseless, std::string& out)
      : reader_(reader), caseless_(caseless), out_(out) {}

  void run() {
    if (reader_.startsWith(U"[:<:]]") || reader_.startsWith(U"[:>:]]")) {
      return reader_.fail("[[:<:]] and [[:>:]] are not supported in regular expressions: use \\b");
    }
    const bool negated = reader_.accept(U"^");
    for (bool first = true; reader_.fault().empty(); first = false) {
      if (reader_.done()) return reader_.fail("regular expression has a [ without its ]");
      if (!first && !quoting_ && reader_.accept(U"]")) return write(negated);
      member();
    }
  }

 private:
  void member() {
    if (toggleQuote()) return;
    if (!quoting_ && reader_.peek() == '[' && namedClass()) return;
    const std::optional<char32_t> low = single();
    if (!low) return;
    if (quoting_ || reader_.peek() != '-' || reader_.peek(1) == ']') return members_.listed.push_back({*low, *low});
    reader_.take();
    range(*low);
  }

  // `\Q` and `\E` may stand between any two characters of a class. Returns whether one was taken.
  bool toggleQuote() {
    if (reader_.accept(U"\\E")) {
      quoting_ = false;
      return true;
    }
    if (quoting_ || !reader_.accept(U"\\Q")) return false;
    quoting_ = true;
    return true;
  }

  void range(char32_t low) {
    if (reader_.startsWith(U"\\Q") || reader_.startsWith(U"\\E")) {
      return reader_.fail("\\Q and \\E are not supported within a range of a character class");
    }
    const bool bracket = reader_.peek() == '[';
    const std::optional<char32_t> high = single();
    const char32_t mark = reader_.peek();
    if (!high || (bracket && (mark == ':' || mark == '.' || mark == '=') && reader_.looksPosix(mark))) {
      return reader_.fail("regular expression has a range in a character class that does not end with a character");
    }
    if (*high < low) return reader_.fail("regular expression has a range out of order in a character class");
    members_.listed.push_back({low, *high});
  }

  // One character; nothing where a named set was read instead (and kept), or on a fault.
  std::optional<char32_t> single() {
    if (reader_.done()) return std::nullopt;
    const char32_t code = reader_.take();
    if (quoting_ || code != '\\') return code;
    const std::optional<RegexEscape> escape = reader_.escape(true, 0);
    if (!escape) return std::nullopt;
    switch (escape->kind) {
      case RegexEscape::Kind::Code:
        return escape->code;
      case RegexEscape::Kind::Type:
        if (escape->code == 'N') break;
        addNamed(typeRanges(escape->code));
        return std::nullopt;
      case RegexEscape::Kind::Property:
        members_.properties += escape->property;
        refuseRange();
        return std::nullopt;
      case RegexEscape::Kind::Letter:
        if (escape->code == 'b') return U'\b';
        break;
    }
    std::string letter;
    appendUtf8(letter, escape->code);
    reader_.fail("\\" + letter + " means nothing in a character class");
    return std::nullopt;
  }

  // `[:name:]`, whose first bracket has not been taken; returns whether there was one, or a fault.
  bool namedClass() {
    const char32_t mark = reader_.peek(1);
    if (mark != ':' && mark != '.' && mark != '=') return false;
    reader_.take();
    if (!reader_.looksPosix(mark)) {
      members_.listed.push_back({'[', '['});
      return true;
    }
    reader_.take();
    if (mark != ':') {
      reader_.fail("collating elements such as [.a.] are not supported in regular expressions");
      return true;
    }
    const bool negated = reader_.accept(U"^");
    const CodeRanges ranges = posixRanges(reader_.takeUntil(U":]").value_or(std::u32string()), caseless_);
    if (ranges.empty()) reader_.fail("regular expression has an unknown POSIX class name");
    addNamed(negated ? complement(ranges) : ranges);
    return true;
  }

  void addNamed(const CodeRanges& ranges) {
    members_.named.insert(members_.named.end(), ranges.begin(), ranges.end());
    refuseRange();
  }

  // A hyphen after a named set is a literal only at the very end of a class.
  void refuseRange() {
    if (reader_.peek() == '-' && reader_.peek(1) != ']') {
      reader_.fail("regular expression has a range in a character class that does not start with a character");
    }
  }

  void write(bool negated) {
    if (!caseless_ || !members_.hasNamed()) return append(negated, members_);
    if (members_.listed.empty() || isAscii(members_.listed)) {
      Members spelledOut = members_;
      spelledOut.listed = folded(members_.listed);
      out_ += "(?-i:";
      append(negated, spelledOut);
      out_ += ')';
      return;
    }
    if (!negated) {
      out_ += "(?:";
      append(false, {members_.listed, {}, {}});
      out_ += "|(?-i:";
      append(false, {{}, members_.named, members_.properties});
      out_ += "))";
      return;
    }
    reader_.fail(
        "with option i, a negated character class that mixes a named set (such as \\w) and characters beyond ASCII "
        "is not supported: list the characters instead");
  }

  void append(bool negated, const Members& members) {
    out_ += negated ? "[^" : "[";
    appendRanges(out_, members.listed);
    appendRanges(out_, members.named);
    out_ += members.properties;
    out_ += ']';
  }

  RegexReader& reader_;
  bool caseless_;
  std::string& out_;
  Members members_;
  bool quoting_ = false;
};

}  // namespace

void translateClass(RegexReader& reader, bool caseless, std::string& out) {
  ClassTranslator(reader, caseless, out).run();
}

}  // namespace journeys::query
