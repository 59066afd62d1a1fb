// The identity of a statement: a UUID (xAPI 1.0.3 Data 2.4.1), compared without regard to letter case (RFC 9562).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.h"

namespace journeys::json {

/// Ordered as its text in lower case.
struct Uuid {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  static std::optional<Uuid> parse(std::string_view text);
  std::string text() const;
  auto operator<=>(const Uuid&) const = default;
};

/// 128 bits that depend on every byte of the text: for what has no id of its own. Not for security.
Uuid fingerprint(std::string_view text);

/// An ObjectId for what has none: equal texts get equal ones.
ObjectId deriveObjectId(std::string_view text);

/// Spreads every bit over all others (the finaliser of MurmurHash3, public domain).
constexpr std::uint64_t mix(std::uint64_t bits) {
  bits = (bits ^ bits >> 33) * 0xFF51AFD7ED558CCDULL;
  bits = (bits ^ bits >> 33) * 0xC4CEB9FE1A85EC53ULL;
  return bits ^ bits >> 33;
}

}  // namespace journeys::json

template <>
struct std::hash<journeys::json::Uuid> {
  std::size_t operator()(const journeys::json::Uuid& id) const noexcept {
    // Ids may be made to be alike in any bits: mix both halves.
    return static_cast<std::size_t>(journeys::json::mix(id.high ^ (id.low * 0x9E3779B97F4A7C15ULL)));
  }
};
