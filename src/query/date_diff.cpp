#include "query/date_diff.h"

#include <algorithm>
#include <array>
#include <string>

namespace journeys::query {

namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by != 0 && (value < 0) != (by < 0) ? 1 : 0);
}

struct YearMonth {
  std::int64_t year;
  std::int64_t month;  // from 0
};

// The proleptic Gregorian calendar, counted in eras of 400 years that start on 1 March.
YearMonth civil(std::int64_t day) {
  constexpr std::int64_t kDaysToEpoch = 719'468;  // from 0000-03-01 to 1970-01-01
  constexpr std::int64_t kEraDays = 146'097;
  const std::int64_t shifted = day + kDaysToEpoch;
  const std::int64_t era = floorDivide(shifted, kEraDays);
  const std::int64_t dayOfEra = shifted - era * kEraDays;
  const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
  const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
  const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10;
  return {era * 400 + yearOfEra + (month < 2 ? 1 : 0), month};
}

// The number of the unit that an instant lies in, counted from some fixed one.
std::int64_t numberOf(std::int64_t milliseconds, const DateSpan& span) {
  constexpr std::int64_t kThursday = 4;  // 1970-01-01
  const std::int64_t local = milliseconds + span.offsetMinutes * kMinute;
  const std::int64_t day = floorDivide(local, kDay);
  switch (span.unit) {
    case DateUnit::Year:
      return civil(day).year;
    case DateUnit::Quarter:
      return civil(day).year * 4 + civil(day).month / 3;
    case DateUnit::Month:
      return civil(day).year * 12 + civil(day).month;
    case DateUnit::Week:
      return floorDivide(day + kThursday - span.weekStart, 7);
    case DateUnit::Day:
      return day;
    case DateUnit::Hour:
      return floorDivide(local, kHour);
    case DateUnit::Minute:
      return floorDivide(local, kMinute);
    case DateUnit::Second:
      return floorDivide(local, kSecond);
    case DateUnit::Millisecond:
      break;
  }
  return local;
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace

std::optional<DateUnit> parseDateUnit(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames = {"year", "quarter", "month",  "week",       "day",
                                                      "hour", "minute",  "second", "millisecond"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<DateUnit>(found - kNames.begin());
}

std::optional<int> parseZone(std::string_view zone) {
  if (zone == "UTC" || zone == "GMT" || zone == "Z") return 0;
  if (zone.size() < 3 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  std::string digits(zone.substr(1));
  if (digits.size() == 5 && digits[2] == ':') digits.erase(2, 1);
  const bool allDigits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!allDigits || (digits.size() != 2 && digits.size() != 4)) return std::nullopt;
  if (digits.size() == 2) digits += "00";
  const int hours = (digits[0] - '0') * 10 + (digits[1] - '0');
  const int minutes = (digits[2] - '0') * 10 + (digits[3] - '0');
  if (minutes > 59) return std::nullopt;
  return (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

std::optional<int> parseWeekday(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};
  const std::string lower = lowerCase(name);
  for (std::size_t day = 0; day < kNames.size(); ++day) {
    if (lower == kNames[day] || lower == kNames[day].substr(0, 3)) return static_cast<int>(day);
  }
  return std::nullopt;
}

std::int64_t dateDiff(std::int64_t start, std::int64_t end, const DateSpan& span) {
  // Whatever a BSON date can hold; dates beyond it are cut there, so that nothing overflows.
  static constexpr std::int64_t kLast = std::int64_t{1} << 61;
  const auto within = [](std::int64_t date) { return std::clamp(date, -kLast, kLast); };
  return numberOf(within(end), span) - numberOf(within(start), span);
}

}  // namespace journeys::query
