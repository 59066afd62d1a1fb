#include "query/regex_translate.h"

#include <optional>
#include <set>
#include <vector>

#include "query/regex_anchors.h"
#include "query/regex_class.h"
#include "query/regex_prefix.h"
#include "query/regex_ranges.h"
#include "query/regex_reader.h"
#include "query/regex_refusals.h"

namespace journeys::query {

namespace {

constexpr std::size_t kMaxNesting = 250;  // PCRE2's own default (pcre2build, "Limiting nesting")
constexpr unsigned kMaxCount = 1000;      // RE2's

class Translator {
 public:
  Translator(std::u32string pattern, RegexOptions options) : reader_(std::move(pattern)), options_(options) {
    if (options_.caseless) out_ = "(?i)";
  }

  TranslatedRegex run() {
    while (reader_.fault().empty() && !reader_.done()) step();
    if (reader_.fault().empty() && !outer_.empty()) reader_.fail("regular expression has a ( without its )");
    if (reader_.fault().empty()) reader_.fail(judgeAnchors(items_));
    // RE2 looks for a match at every byte, and `\B` meets inside a character: make it step by characters.
    if (usesNoBoundary_) out_ = "\\A(?s:.*?)(?:" + out_ + ')';
    return {std::move(out_), literalPrefix(items_), reader_.fault()};
  }

 private:
  using Item = RegexItem::Kind;

  void step() {
    if (quoting_) return quoted();
    if (options_.extended) reader_.skipExtended();
    if (reader_.done()) return;
    const char32_t code = reader_.take();
    switch (code) {
      case '\\':
        return escape();
      case '[':
        if (reader_.looksPosix(':') || reader_.looksPosix('.') || reader_.looksPosix('=')) {
          reader_.fail("POSIX classes such as [:alpha:] mean something only inside a class: write [[:alpha:]]");
        }
        translateClass(reader_, options_.caseless, out_);
        return atom(true);
      case '(':
        return reader_.peek() == '?' || reader_.peek() == '*' ? special() : open(true);
      case ')':
        return close();
      case '|':
        out_ += '|';
        return item(Item::Alternative, false);
      case '.':
        out_ += options_.dotAll ? "(?s:.)" : "[^\\n]";
        return atom(options_.dotAll);
      case '^':
        out_ += options_.multiline ? "(?m:^)" : "\\A";
        return item(options_.multiline ? Item::LineStart : Item::TextStart, false);
      case '$':
        if (!options_.multiline) return end();
        out_ += "(?m:$)";
        return item(Item::Assertion, false);
      case '*':
      case '+':
      case '?':
        return quantifier({code == '+' ? 1U : 0U, code == '?' ? 1U : RegexCounts::kUnlimited});
      case '{':
        // Anything but counts, and it is a brace.
        if (const std::optional<RegexCounts> counts = reader_.counts()) return quantifier(*counts);
        [[fallthrough]];
      default:
        return literal(code);
    }
  }

  // --- characters ---

  void literal(char32_t code) {
    appendCode(out_, code);
    atom(code == '\n');
    if (!options_.caseless) items_.back().literal = code;
  }

  void quoted() {
    if (reader_.accept(U"\\E")) {
      quoting_ = false;
    } else {
      literal(reader_.take());
    }
  }

  void escape() {
    const std::optional<RegexEscape> escape = reader_.escape(false, captures_);
    if (!escape) return;
    switch (escape->kind) {
      case RegexEscape::Kind::Code:
        return literal(escape->code);
      case RegexEscape::Kind::Type:
        out_ += options_.caseless ? "(?-i:[" : "[";
        appendRanges(out_, typeRanges(escape->code));
        out_ += options_.caseless ? "])" : "]";
        return atom(contains(typeRanges(escape->code), '\n'));
      case RegexEscape::Kind::Property:
        out_ += options_.caseless ? "(?-i:[" + escape->property + "])" : "[" + escape->property + "]";
        return atom(true);
      case RegexEscape::Kind::Letter:
        return letter(escape->code);
    }
  }

  void letter(char32_t letter) {
    switch (letter) {
      case 'B':
        usesNoBoundary_ = true;
        [[fallthrough]];
      case 'A':
      case 'b':
      case 'z':
        out_ += '\\';
        out_ += static_cast<char>(letter);
        return item(letter == 'A' ? Item::TextStart : Item::Assertion, false);
      case 'Z':
        return end();
      case 'R':
        out_ += "(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])";
        return item(Item::Newline, true);
      case 'Q':
        quoting_ = true;
        return;
      case 'E':
        return;
      default:
        return reader_.fail(refusedEscape(letter));
    }
  }

  void end() {
    out_ += "(?:\\n?\\z)";
    item(Item::End, false);
  }

  // --- groups ---

  void open(bool captures) {
    if (captures) ++captures_;
    if (outer_.size() >= kMaxNesting) return reader_.fail("regular expression has parentheses nested too deeply");
    outer_.push_back(options_);
    out_ += "(?:";
    item(Item::Open, false);
  }

  void close() {
    if (outer_.empty()) return reader_.fail("regular expression has a ) without its (");
    options_ = outer_.back();
    outer_.pop_back();
    out_ += ')';
    item(Item::Close, true);
  }

  // What follows `(` where that is a `?` or a `*`.
  void special() {
    if (reader_.accept(U"?#")) {
      if (!reader_.takeUntil(U")")) reader_.fail("regular expression has a comment without its )");
      return;
    }
    if (reader_.accept(U"?:") || reader_.accept(U"?|")) return open(false);
    if (std::string fault = refusedGroup(reader_); !fault.empty()) return reader_.fail(std::move(fault));
    if (reader_.accept(U"?P<") || reader_.accept(U"?<")) return named(U">");
    if (reader_.accept(U"?'")) return named(U"'");
    reader_.take();
    inlineOptions();
  }

  void named(std::u32string_view end) {
    const std::optional<std::u32string> name = reader_.takeUntil(end);
    const auto isWord = [](char32_t c) { return c > 0x7F || contains(typeRanges('w'), c); };
    bool good = name && !name->empty() && name->size() <= 32 && !(name->front() >= '0' && name->front() <= '9');
    for (char32_t c : name.value_or(std::u32string())) good = good && isWord(c);
    if (!good) return reader_.fail("regular expression has a group whose name is not at most 32 letters, digits and _");
    if (!names_.insert(*name).second) return reader_.fail("regular expression has two groups of the same name");
    open(true);
  }

  // `(?i)`, `(?m-s)`, `(?^x)` up to the end of the group around; `(?i:` for a group of its own.
  void inlineOptions() {
    RegexOptions changed = options_;
    const bool reset = reader_.accept(U"^");
    if (reset) changed = {};
    bool on = true;
    while (!reader_.done()) {
      const char32_t letter = reader_.take();
      if (letter == ')' || letter == ':') return setOptions(changed, letter == ':');
      if (letter == '-' && on && !reset) {
        on = false;
      } else if (letter == 'x' && reader_.peek() == 'x') {
        return reader_.fail("the option xx is not supported in regular expressions: use x");
      } else if (!set(changed, letter, on)) {
        break;
      }
    }
    reader_.fail("regular expression has an unknown option or group after (?");
  }

  // The letters J, n and U (names, captures and greediness) do not change whether there is a match.
  static bool set(RegexOptions& options, char32_t letter, bool on) {
    switch (letter) {
      case 'i':
        options.caseless = on;
        return true;
      case 'm':
        options.multiline = on;
        return true;
      case 's':
        options.dotAll = on;
        return true;
      case 'x':
        options.extended = on;
        return true;
      default:
        return letter == 'J' || letter == 'n' || letter == 'U';
    }
  }

  void setOptions(const RegexOptions& changed, bool ownGroup) {
    if (ownGroup) open(false);
    if (changed.caseless != options_.caseless) out_ += changed.caseless ? "(?i)" : "(?-i)";
    options_ = changed;
    repeatable_ = false;
  }

  // --- repetition ---

  void quantifier(RegexCounts counts) {
    if (!repeatable_) return reader_.fail("regular expression has a repetition (* + ? {n}) with nothing to repeat");
    const auto [least, most] = counts;
    const bool unlimited = most == RegexCounts::kUnlimited;
    if (least > kMaxCount || (!unlimited && most > kMaxCount)) {
      return reader_.fail("regular expression repeats more than 1000 times, which is not supported");
    }
    if (most < least) return reader_.fail("regular expression has a repetition {n,m} with its numbers out of order");
    if (!reader_.accept(U"?")) {
      if (options_.extended) reader_.skipExtended();
      if (reader_.accept(U"+")) return reader_.fail(refusal("the possessive repetition", "leave out the second +"));
    }
    out_ += '{' + std::to_string(least) + (unlimited ? "," : ',' + std::to_string(most)) + '}';
    items_.back().counts = counts;
    repeatable_ = false;
  }

  // --- bookkeeping ---

  void atom(bool mayBeNewline) {
    item(Item::Atom, true);
    items_.back().mayBeNewline = mayBeNewline;
  }

  void item(Item kind, bool repeatable) {
    items_.push_back({kind, true, {}, {}});
    repeatable_ = repeatable;
  }

  RegexReader reader_;
  RegexOptions options_;
  std::string out_;
  std::vector<RegexOptions> outer_;  // those around each open group
  std::vector<RegexItem> items_;
  std::set<std::u32string> names_;
  int captures_ = 0;
  bool repeatable_ = false;
  bool usesNoBoundary_ = false;
  bool quoting_ = false;
};

}  // namespace

TranslatedRegex translateRegex(std::string_view pattern, RegexOptions options) {
  std::optional<std::u32string> decoded = decodeUtf8(pattern);
  if (!decoded) return {{}, {}, "regular expression is not valid UTF-8"};
  return Translator(std::move(*decoded), options).run();
}

}  // namespace journeys::query
