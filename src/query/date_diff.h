// How many boundaries of a calendar unit lie between two instants, as `$dateDiff` counts them (MongoDB manual,
// "$dateDiff (aggregation)"): from 23:59 to 00:01 is one day. Only UTC and fixed offsets; there is no zone database.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace journeys::query {

enum class DateUnit : std::uint8_t { Year, Quarter, Month, Week, Day, Hour, Minute, Second, Millisecond };

struct DateSpan {
  DateUnit unit = DateUnit::Day;
  int offsetMinutes = 0;  // of the zone whose boundaries count, east of UTC
  int weekStart = 0;      // 0 is Sunday
};

std::optional<DateUnit> parseDateUnit(std::string_view name);

/// `UTC`, `GMT`, `Z`, or an offset: `+05`, `-0530`, `+05:30`. Minutes east of UTC; nothing for other zones.
std::optional<int> parseZone(std::string_view zone);

/// `monday` or `mon`, in either case: 0 for Sunday to 6.
std::optional<int> parseWeekday(std::string_view name);

/// Boundaries crossed from start to end, both in milliseconds since 1970; negative if the end comes first.
std::int64_t dateDiff(std::int64_t start, std::int64_t end, const DateSpan& span);

}  // namespace journeys::query
