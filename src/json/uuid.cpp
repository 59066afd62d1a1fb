#include "json/uuid.h"

#include <array>
#include <cstdio>

#include "json/hex.h"

namespace journeys::json {
namespace {

constexpr std::size_t kTextSize = 36;

/// FNV-1a over 64 bits, from a starting point of our own for each half; then mix(), as its high bits alone change
/// little with the last characters.
std::uint64_t hashOf(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return mix(hash);
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
  int wrong = 0;  // negative once there is something else than a digit
  const auto digits = [&](std::size_t from, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      const int digit = hexDigit(text[i]);
      wrong |= digit;
      value = value << 4 | static_cast<std::uint64_t>(digit & 15);
    }
    return value;
  };
  const Uuid id{digits(0, 8) << 32 | digits(9, 4) << 16 | digits(14, 4), digits(19, 4) << 48 | digits(24, 12)};
  return wrong < 0 ? std::nullopt : std::optional(id);
}

std::string Uuid::text() const {
  std::array<char, kTextSize + 1> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%08llx-%04llx-%04llx-%04llx-%012llx",
                static_cast<unsigned long long>(high >> 32), static_cast<unsigned long long>(high >> 16 & 0xFFFF),
                static_cast<unsigned long long>(high & 0xFFFF), static_cast<unsigned long long>(low >> 48),
                static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return {buffer.data(), kTextSize};
}

Uuid fingerprint(std::string_view text) {
  return {hashOf(text, 0xCBF29CE484222325ULL), hashOf(text, 0x9AE16A3B2F90404FULL)};
}

ObjectId deriveObjectId(std::string_view text) {
  const Uuid source = fingerprint(text);
  ObjectId id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const std::uint64_t half = i < 8 ? source.high : source.low;
    id.bytes[i] = static_cast<std::uint8_t>(half >> (8 * (i % 8)));
  }
  return id;
}

}  // namespace journeys::json
