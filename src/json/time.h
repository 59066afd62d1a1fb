// Instants as xAPI writes them: ISO 8601 with offsets and any number of fraction digits, read to the
// microsecond (contract/journeys.md, section 4), and written in UTC with milliseconds (section 6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace journeys::json {

/// Microseconds since 1970-01-01T00:00:00Z; further digits are cut off, not rounded.
using Instant = std::int64_t;

/// The first millisecond of the year 0000 and the last of 9999, in UTC: what can be read and written.
inline constexpr std::int64_t kFirstMillisecond = -62'167'219'200'000;
inline constexpr std::int64_t kLastMillisecond = 253'402'300'799'999;

/// Reads a date or a date with a time (RFC 3339, and of ISO 8601 also: no offset, which means UTC, offsets
/// without colon or minutes, a lower-case t or z, a space for the T, times without seconds). Years 0000 to 9999, in UTC.
std::optional<Instant> parseInstant(std::string_view text);

/// The milliseconds that an instant falls in, rounded towards the past.
std::int64_t toMilliseconds(Instant instant);

/// `2017-09-20T09:56:02.443Z`
std::string formatMilliseconds(std::int64_t milliseconds);
/// `2017-09-20T09:56:02.443600Z`
std::string formatInstant(Instant instant);

}  // namespace journeys::json
