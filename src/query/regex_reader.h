// Walks over a regular expression as PCRE2 writes it and reads its escape sequences (pcre2pattern, "Backslash").
// Decides nothing about what RE2 can do with them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace journeys::query {

/// What a backslash and the characters after it stand for.
struct RegexEscape {
  enum class Kind {
    Code,      // one code point
    Type,      // a set with a letter, such as \d: see typeRanges()
    Property,  // \p{...} or \P{...}, as RE2 writes it
    Letter,    // anything else that is a letter or a reference by number: the caller judges
  };
  Kind kind = Kind::Code;
  char32_t code = 0;
  std::string property;
};

/// How often something is repeated.
struct RegexCounts {
  static constexpr unsigned kUnlimited = 0xFFFFFFFF;
  unsigned least = 1;
  unsigned most = 1;
};

class RegexReader {
 public:
  explicit RegexReader(std::u32string text) : text_(std::move(text)) {}

  bool done() const { return at_ >= text_.size(); }
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }
  char32_t take() { return text_[at_++]; }
  bool accept(std::u32string_view word);
  bool startsWith(std::u32string_view word) const { return text_.compare(at_, word.size(), word) == 0; }
  /// Moves behind the next occurrence and returns what lay before it; nothing, without moving, if there is none.
  std::optional<std::u32string> takeUntil(std::u32string_view end);
  /// Whether the `[` before here starts what closes like a POSIX class: `mark` and `]`, with no `]` before them.
  bool looksPosix(char32_t mark) const;
  /// Reads `n}`, `n,}` or `n,m}`, the rest of a repetition whose brace has been taken; or nothing, without moving.
  std::optional<RegexCounts> counts();
  /// Passes over what option x ignores: white space and `#` to the end of the line.
  void skipExtended();

  /// Reads what follows a backslash that has been taken. `groups` is the number of capture groups opened so far,
  /// which decides whether `\11` refers back or is an octal code. Nothing on a fault, which is then set.
  std::optional<RegexEscape> escape(bool inClass, int groups);

  void fail(std::string message) {
    if (fault_.empty()) fault_ = std::move(message);
  }
  const std::string& fault() const { return fault_; }

 private:
  std::optional<char32_t> hexadecimal();
  std::optional<char32_t> bracedDigits(int base);
  std::optional<char32_t> octal(int maximum);
  std::optional<unsigned> decimal();
  bool isRepeated();
  std::optional<RegexEscape> digits(bool inClass, int groups);
  std::optional<RegexEscape> property(bool negated);
  std::optional<RegexEscape> code(std::optional<char32_t> value);

  std::u32string text_;
  std::size_t at_ = 0;
  std::string fault_;
};

/// Decodes UTF-8; nothing if it is not valid.
std::optional<std::u32string> decodeUtf8(std::string_view text);
void appendUtf8(std::string& out, char32_t code);

}  // namespace journeys::query
