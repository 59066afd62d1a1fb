#include "query/regex_ranges.h"

#include <algorithm>
#include <array>

namespace journeys::query {

namespace {

CodeRanges positiveType(char32_t letter) {
  switch (letter) {
    case 'd':
      return {{'0', '9'}};
    case 's':
      return {{'\t', '\r'}, {' ', ' '}};
    case 'w':
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    case 'h':
      return {{'\t', '\t'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x180E, 0x180E},
              {0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
    case 'v':
      return {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}};
    case 'n':
      return {{'\n', '\n'}};
    default:
      return {};
  }
}

struct PosixClass {
  std::u32string_view name;
  CodeRanges ranges;
};

const std::array<PosixClass, 14>& posixClasses() {
  static const std::array<PosixClass, 14> classes = {{
      {U"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
      {U"alpha", {{'A', 'Z'}, {'a', 'z'}}},
      {U"ascii", {{0, 0x7F}}},
      {U"blank", {{'\t', '\t'}, {' ', ' '}}},
      {U"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
      {U"digit", {{'0', '9'}}},
      {U"graph", {{'!', '~'}}},
      {U"lower", {{'a', 'z'}}},
      {U"print", {{' ', '~'}}},
      {U"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
      {U"space", {{'\t', '\r'}, {' ', ' '}}},
      {U"upper", {{'A', 'Z'}}},
      {U"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
      {U"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
  }};
  return classes;
}

}  // namespace

CodeRanges typeRanges(char32_t letter) {
  const bool negated = letter >= 'A' && letter <= 'Z';
  const CodeRanges ranges = positiveType(negated ? letter - 'A' + 'a' : letter);
  return negated && !ranges.empty() ? complement(ranges) : ranges;
}

CodeRanges posixRanges(std::u32string_view name, bool caseless) {
  if (caseless && (name == U"lower" || name == U"upper")) name = U"alpha";
  for (const PosixClass& known : posixClasses()) {
    if (known.name == name) return known.ranges;
  }
  return {};
}

CodeRanges complement(const CodeRanges& ranges) {
  CodeRanges rest;
  char32_t next = 0;
  for (const CodeRange& range : ranges) {
    if (range.low > next) rest.push_back({next, range.low - 1});
    next = range.high + 1;
  }
  if (next <= kLastCodePoint) rest.push_back({next, kLastCodePoint});
  return rest;
}

bool contains(const CodeRanges& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const CodeRange& range) { return range.low <= code && code <= range.high; });
}

void appendCode(std::string& out, char32_t code) {
  const bool plain = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
  if (plain) {
    out += static_cast<char>(code);
    return;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  do {
    digits.insert(digits.begin(), kHex[code % 16]);
    code /= 16;
  } while (code != 0);
  out += "\\x{" + digits + "}";
}

void appendRanges(std::string& out, const CodeRanges& ranges) {
  for (const CodeRange& range : ranges) {
    appendCode(out, range.low);
    if (range.high == range.low) continue;
    out += '-';
    appendCode(out, range.high);
  }
}

}  // namespace journeys::query
