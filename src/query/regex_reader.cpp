#include "query/regex_reader.h"

#include "query/regex_ranges.h"

namespace journeys::query {

namespace {

int digitValue(char32_t digit) {
  if (digit >= '0' && digit <= '9') return static_cast<int>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<int>(digit - 'a') + 10;
  if (digit >= 'A' && digit <= 'F') return static_cast<int>(digit - 'A') + 10;
  return 99;
}

bool isLetter(char32_t code) { return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z'); }

bool isExtendedSpace(char32_t code) {
  return (code >= '\t' && code <= '\r') || code == ' ' || code == 0x85 || code == 0x200E || code == 0x200F ||
         code == 0x2028 || code == 0x2029;
}

// PCRE2's own property names, as sets of Unicode's (pcre2pattern, "Unicode character properties").
std::string knownProperty(const std::string& name) {
  if (name == "L&") return "\\p{Lu}\\p{Ll}\\p{Lt}";
  if (name == "Xan") return "\\p{L}\\p{N}";
  if (name == "Xwd") return "\\p{L}\\p{N}_";
  if (name == "Xsp" || name == "Xps") return "\\p{Z}\\x{9}-\\x{d}\\x{85}";
  return {};
}

}  // namespace

bool RegexReader::accept(std::u32string_view word) {
  if (!startsWith(word)) return false;
  at_ += word.size();
  return true;
}

std::optional<std::u32string> RegexReader::takeUntil(std::u32string_view end) {
  const std::size_t found = text_.find(end, at_);
  if (found == std::u32string::npos) return std::nullopt;
  std::u32string taken = text_.substr(at_, found - at_);
  at_ = found + end.size();
  return taken;
}

bool RegexReader::looksPosix(char32_t mark) const {
  if (peek() != mark) return false;
  for (std::size_t ahead = 1; at_ + ahead < text_.size(); ++ahead) {
    if (peek(ahead) == mark && peek(ahead + 1) == ']') return true;
    if (peek(ahead) == ']' || (peek(ahead) == '[' && peek(ahead + 1) == mark)) return false;
    if (peek(ahead) == '\\' && (peek(ahead + 1) == ']' || peek(ahead + 1) == '\\')) ++ahead;
  }
  return false;
}

std::optional<RegexCounts> RegexReader::counts() {
  const std::size_t start = at_;
  if (const std::optional<unsigned> least = decimal()) {
    std::optional<unsigned> most = least;
    if (accept(U",")) most = decimal().value_or(RegexCounts::kUnlimited);
    if (accept(U"}")) return RegexCounts{*least, *most};
  }
  at_ = start;
  return std::nullopt;
}

bool RegexReader::isRepeated() {
  const std::size_t start = at_;
  const bool repeated = accept(U"{") && counts().has_value();
  at_ = start;
  return repeated;
}

std::optional<unsigned> RegexReader::decimal() {
  const std::size_t start = at_;
  unsigned value = 0;
  while (!done() && digitValue(peek()) < 10) {
    const char32_t digit = take();
    if (value < 100000) value = value * 10 + (digit - '0');
  }
  return at_ > start ? std::optional(value) : std::nullopt;
}

void RegexReader::skipExtended() {
  while (!done()) {
    if (isExtendedSpace(peek())) {
      ++at_;
    } else if (peek() == '#') {
      while (!done() && take() != '\n') {
      }
    } else {
      return;
    }
  }
}

std::optional<RegexEscape> RegexReader::escape(bool inClass, int groups) {
  if (done()) {
    fail("regular expression ends with a backslash");
    return std::nullopt;
  }
  const char32_t letter = take();
  if (letter >= '0' && letter <= '9') {
    --at_;
    return digits(inClass, groups);
  }
  if (!isLetter(letter)) return code(letter);
  switch (letter) {
    case 'a':
      return code(0x07);
    case 'e':
      return code(0x1B);
    case 'f':
      return code('\f');
    case 'n':
      return code('\n');
    case 'r':
      return code('\r');
    case 't':
      return code('\t');
    case 'c':
      if (peek() < ' ' || peek() > '~') break;
      return code((peek() >= 'a' && peek() <= 'z' ? take() - 'a' + 'A' : take()) ^ 0x40);
    case 'o':
      accept(U"{");
      return code(bracedDigits(8));
    case 'x':
      return code(accept(U"{") ? bracedDigits(16) : hexadecimal());
    case 'p':
    case 'P':
      return property(letter == 'P');
    case 'N':
      if (accept(U"{U+")) return code(bracedDigits(16));
      if (peek() == '{' && !isRepeated()) {
        fail("\\N{name} is not supported in regular expressions: use \\x{code}");
        return std::nullopt;
      }
      [[fallthrough]];
    case 'd':
    case 'D':
    case 's':
    case 'S':
    case 'w':
    case 'W':
    case 'h':
    case 'H':
    case 'v':
    case 'V':
      return RegexEscape{RegexEscape::Kind::Type, letter, {}};
    default:
      return RegexEscape{RegexEscape::Kind::Letter, letter, {}};
  }
  fail("\\c in a regular expression must be followed by a printable ASCII character");
  return std::nullopt;
}

std::optional<RegexEscape> RegexReader::code(std::optional<char32_t> value) {
  if (!value) return std::nullopt;
  if (*value > kLastCodePoint || (*value >= 0xD800 && *value <= 0xDFFF)) {
    fail("regular expression names a character that is not a Unicode code point");
    return std::nullopt;
  }
  return RegexEscape{RegexEscape::Kind::Code, *value, {}};
}

// `\x` with at most two digits; none stands for NUL.
std::optional<char32_t> RegexReader::hexadecimal() {
  char32_t value = 0;
  for (int taken = 0; taken < 2 && digitValue(peek()) < 16 && !done(); ++taken) {
    value = value * 16 + static_cast<char32_t>(digitValue(take()));
  }
  return value;
}

std::optional<char32_t> RegexReader::octal(int maximum) {
  char32_t value = 0;
  for (int taken = 0; taken < maximum && digitValue(peek()) < 8 && !done(); ++taken) {
    value = value * 8 + static_cast<char32_t>(digitValue(take()));
  }
  return value;
}

// The digits of a code and the brace that closes it.
std::optional<char32_t> RegexReader::bracedDigits(int base) {
  char32_t value = 0;
  const std::size_t start = at_;
  while (!done() && digitValue(peek()) < base && value <= kLastCodePoint) {
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digitValue(take()));
  }
  if (value > kLastCodePoint) return value;
  if (at_ > start && accept(U"}")) return value;
  fail("regular expression has a character code that is not digits in braces, as in \\x{41}");
  return std::nullopt;
}

// A number refers back if it is below 10, starts with 8 or 9, or if there are so many groups already; otherwise,
// and always in a class, it is a code of up to three octal digits (pcre2pattern, "Non-printing characters").
std::optional<RegexEscape> RegexReader::digits(bool inClass, int groups) {
  if (peek() == '0') return code(octal(3));
  if (!inClass) {
    int number = 0;
    std::size_t ahead = 0;
    for (; digitValue(peek(ahead)) < 10 && number < 100000; ++ahead) number = number * 10 + digitValue(peek(ahead));
    if (number < 10 || peek() >= '8' || number <= groups) return RegexEscape{RegexEscape::Kind::Letter, peek(), {}};
  }
  if (peek() >= '8') return code(take());
  return code(octal(3));
}

std::optional<RegexEscape> RegexReader::property(bool negated) {
  std::string name;
  if (accept(U"{")) {
    if (accept(U"^")) negated = !negated;
    const std::optional<std::u32string> text = takeUntil(U"}");
    for (char32_t c : text.value_or(std::u32string())) appendUtf8(name, c);
  } else if (!done() && isLetter(peek())) {
    name += static_cast<char>(take());
  }
  if (name.empty()) {
    fail("\\p in a regular expression must name a Unicode property, as in \\p{Lu}");
    return std::nullopt;
  }
  const std::string known = knownProperty(name);
  // A set of several properties is no property of RE2's: negated, it could not stand in a class.
  if (!known.empty() && negated) {
    fail("\\P{" + name + "} is not supported in regular expressions: use a negated class, as in [^\\p{" + name + "}]");
    return std::nullopt;
  }
  if (!known.empty()) return RegexEscape{RegexEscape::Kind::Property, 0, known};
  return RegexEscape{RegexEscape::Kind::Property, 0, (negated ? "\\P{" : "\\p{") + name + "}"};
}

std::optional<std::u32string> decodeUtf8(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return std::nullopt;
    char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0U) != 0x80) return std::nullopt;
      code = code << 6U | (byte & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > kLastCodePoint || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
    out += code;
    i += length;
  }
  return out;
}

void appendUtf8(std::string& out, char32_t code) {
  const auto tail = [&out, code](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    tail(12), tail(6), tail(0);
  }
}

}  // namespace journeys::query
