#include "json/text.h"

#include <cstdint>
#include <cstring>

#include "json/hex.h"
#include "json/simd.h"

namespace journeys::json {
namespace {

constexpr std::string_view kEscapedDot = "&46;";

/// The value of four hexadecimal digits, or -1.
int hexQuad(const char* at, const char* end) {
  if (end - at < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hexDigit(at[i]);
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

bool isHighSurrogate(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool isLowSurrogate(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// The length of the escape that begins at a backslash; 0 if it cannot be, with the reason.
std::size_t escapeLength(const char* at, const char* end, const char*& message) {
  message = "not an escape";
  if (end - at < 2) return 0;
  if (at[1] != 'u') return std::strchr("\"\\/bfnrt", at[1]) != nullptr && at[1] != '\0' ? 2 : 0;
  const int unit = hexQuad(at + 2, end);
  if (unit < 0) return 0;
  message = "a surrogate that is not half of a pair";
  if (isLowSurrogate(unit)) return 0;
  if (!isHighSurrogate(unit)) return 6;
  const bool paired = end - at >= 12 && at[6] == '\\' && at[7] == 'u' && isLowSurrogate(hexQuad(at + 8, end));
  return paired ? 12 : 0;
}

/// The length of the multi-byte character that begins at `at`; 0 if it is not UTF-8 (RFC 3629, section 4).
std::size_t characterLength(const char* at, const char* end) {
  const auto byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
  const auto continues = [&](int i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned char lead = byte(0);
  if (lead >= 0xC2 && lead <= 0xDF) return end - at >= 2 && continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (end - at < 3 || !continues(1) || !continues(2)) return 0;
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (end - at < 4 || !continues(1) || !continues(2) || !continues(3)) return 0;
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool beyondUnicode = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || beyondUnicode ? 0 : 4;
  }
  return 0;
}

char* encode(char* to, std::uint32_t codePoint) {
  const auto byte = [&](std::uint32_t value) { *to++ = static_cast<char>(value); };
  if (codePoint < 0x80) {
    byte(codePoint);
  } else if (codePoint < 0x800) {
    byte(0xC0 | codePoint >> 6);
    byte(0x80 | (codePoint & 0x3F));
  } else if (codePoint < 0x10000) {
    byte(0xE0 | codePoint >> 12);
    byte(0x80 | (codePoint >> 6 & 0x3F));
    byte(0x80 | (codePoint & 0x3F));
  } else {
    byte(0xF0 | codePoint >> 18);
    byte(0x80 | (codePoint >> 12 & 0x3F));
    byte(0x80 | (codePoint >> 6 & 0x3F));
    byte(0x80 | (codePoint & 0x3F));
  }
  return to;
}

char simpleEscape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;  // quote, backslash, slash
  }
}

/// Writes the character of a \u escape, and moves `from` behind it.
char* unescapeUnicode(const char*& from, const char* end, char* to) {
  const int unit = hexQuad(from + 2, end);
  from += 6;
  if (!isHighSurrogate(unit)) return encode(to, static_cast<std::uint32_t>(unit));
  const int low = hexQuad(from + 2, end);
  from += 6;
  return encode(
      to, 0x10000U + (static_cast<std::uint32_t>(unit - 0xD800) << 10) + static_cast<std::uint32_t>(low - 0xDC00));
}

}  // namespace

StringEnd findStringEnd(const char* at, const char* end) {
  StringEnd result;
  const auto fail = [&](const char* where, const char* message) {
    result.errorAt = where;
    result.message = message;
    return result;
  };
  while (true) {
    while (end - at >= static_cast<std::ptrdiff_t>(kBlock)) {
      const std::uint32_t special = specialStringBytes(at);
      at += special == 0 ? static_cast<int>(kBlock) : std::countr_zero(special);
      if (special != 0) break;
    }
    if (at == end) return fail(at, "the text ends within a string");
    const auto byte = static_cast<unsigned char>(*at);
    if (byte == '"') {
      result.quote = at;
      return result;
    }
    if (byte == '\\') {
      const char* message = "";
      const std::size_t length = escapeLength(at, end, message);
      if (length == 0) return fail(at, message);
      at += length;
    } else if (byte < 0x20) {
      return fail(at, "a control character within a string");
    } else if (byte >= 0x80) {
      const std::size_t length = characterLength(at, end);
      if (length == 0) return fail(at, "not UTF-8");
      at += length;
    } else {
      ++at;  // plain, near the end of the text
    }
  }
}

std::string_view unescape(std::string_view content, Arena& arena) {
  if (content.find('\\') == std::string_view::npos) return content;
  char* const start = arena.reserve(content.size());  // an escape is never shorter than what it stands for
  char* to = start;
  const char* from = content.data();
  const char* const end = from + content.size();
  while (from < end) {
    if (*from != '\\') {
      *to++ = *from++;
    } else if (from[1] == 'u') {
      to = unescapeUnicode(from, end, to);
    } else {
      *to++ = simpleEscape(from[1]);
      from += 2;
    }
  }
  return {start, static_cast<std::size_t>(to - start)};
}

std::string_view normaliseKey(std::string_view key, Arena& arena) {
  if (key.find('&') == std::string_view::npos || key.find(kEscapedDot) == std::string_view::npos) return key;
  char* const start = arena.reserve(key.size());
  char* to = start;
  for (std::size_t at = 0; at < key.size();) {
    const bool dot = key.substr(at, kEscapedDot.size()) == kEscapedDot;
    *to++ = dot ? '.' : key[at];
    at += dot ? kEscapedDot.size() : 1;
  }
  return {start, static_cast<std::size_t>(to - start)};
}

}  // namespace journeys::json
