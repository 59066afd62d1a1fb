#include "json/time.h"

#include <array>
#include <cstdio>

namespace journeys::json {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

/// Reads digits and separators from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  template <class... Chars>
  bool take(Chars... oneOf) {
    if (done() || ((text_[at_] != oneOf) && ...)) return false;
    ++at_;
    return true;
  }
  /// Exactly `count` digits, or nothing.
  std::optional<int> digits(std::size_t count) {
    if (text_.size() - at_ < count) return std::nullopt;
    int value = 0;
    for (const char c : text_.substr(at_, count)) {
      if (!isDigit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    at_ += count;
    return value;
  }
  /// All digits of a fraction as microseconds; false where there is none.
  bool fraction(std::int64_t& micros) {
    if (!isDigit(peek())) return false;
    std::int64_t unit = kMicrosPerSecond;
    for (; isDigit(peek()); ++at_) {
      unit /= 10;
      micros += unit * (text_[at_] - '0');
    }
    return true;
  }

  static bool isDigit(char c) { return c >= '0' && c <= '9'; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool isLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int daysIn(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && isLeap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar: years are taken to begin in March, so
/// that the leap day comes last, and counted in cycles of 400 years (146,097 days).
std::int64_t daysSinceEpoch(int year, int month, int day) {
  const int shifted = year - (month <= 2 ? 1 : 0);
  const int cycle = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const int yearOfCycle = shifted - cycle * 400;
  const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
  return std::int64_t{cycle} * 146'097 + dayOfCycle - 719'468;
}

struct Date {
  int year;
  int month;
  int day;
};

Date dateOf(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t cycle = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const auto dayOfCycle = static_cast<int>(shifted - cycle * 146'097);
  const int yearOfCycle = (dayOfCycle - dayOfCycle / 1'460 + dayOfCycle / 36'524 - dayOfCycle / 146'096) / 365;
  const int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
  const int marchMonth = (5 * dayOfYear + 2) / 153;
  const int month = marchMonth + (marchMonth < 10 ? 3 : -9);
  const int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
  return {static_cast<int>(cycle) * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day};
}

/// `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing; in seconds.
std::optional<int> readOffset(Reader& reader) {
  if (reader.done() || reader.take('Z', 'z')) return 0;
  const bool west = reader.peek() == '-';
  if (!reader.take('+', '-')) return std::nullopt;
  const auto hours = reader.digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  std::optional<int> minutes = 0;
  if (reader.take(':') || !reader.done()) minutes = reader.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const int seconds = (*hours * 60 + *minutes) * 60;
  return west ? -seconds : seconds;
}

/// What follows the date: microseconds to add to its midnight in UTC.
std::optional<std::int64_t> readTime(Reader& reader) {
  const auto hours = reader.digits(2);
  if (!hours || *hours > 23 || !reader.take(':')) return std::nullopt;
  const auto minutes = reader.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::optional<int> seconds = 0;
  std::int64_t fraction = 0;
  if (reader.take(':')) {
    seconds = reader.digits(2);
    if (!seconds || *seconds > 60) return std::nullopt;  // 60: a leap second, the instant after :59
    if (reader.take('.', ',') && !reader.fraction(fraction)) return std::nullopt;
  }
  const auto offset = readOffset(reader);
  if (!offset || !reader.done()) return std::nullopt;
  return ((std::int64_t{*hours} * 60 + *minutes) * 60 + *seconds - *offset) * kMicrosPerSecond + fraction;
}

std::int64_t floorDivide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

}  // namespace

std::optional<Instant> parseInstant(std::string_view text) {
  Reader reader(text);
  const auto year = reader.digits(4);
  if (!year || !reader.take('-')) return std::nullopt;
  const auto month = reader.digits(2);
  if (!month || *month < 1 || *month > 12 || !reader.take('-')) return std::nullopt;
  const auto day = reader.digits(2);
  if (!day || *day < 1 || *day > daysIn(*year, *month)) return std::nullopt;
  const Instant midnight = daysSinceEpoch(*year, *month, *day) * kSecondsPerDay * kMicrosPerSecond;
  if (reader.done()) return midnight;
  if (!reader.take('T', 't', ' ')) return std::nullopt;
  const auto time = readTime(reader);
  if (!time) return std::nullopt;
  const Instant instant = midnight + *time;
  const std::int64_t milliseconds = toMilliseconds(instant);
  if (milliseconds < kFirstMillisecond || milliseconds > kLastMillisecond) return std::nullopt;
  return instant;
}

std::int64_t toMilliseconds(Instant instant) { return floorDivide(instant, 1'000); }

namespace {

/// A time in UTC whose seconds have `digits` decimals, of which `fraction` holds the value.
std::string format(std::int64_t seconds, int digits, std::int64_t fraction) {
  const std::int64_t days = floorDivide(seconds, kSecondsPerDay);
  const auto second = static_cast<int>(seconds - days * kSecondsPerDay);
  const Date date = dateOf(days);
  std::array<char, 64> buffer{};
  const int size =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%0*lldZ", date.year, date.month,
                    date.day, second / 3600, second / 60 % 60, second % 60, digits, static_cast<long long>(fraction));
  return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::string formatMilliseconds(std::int64_t milliseconds) {
  const std::int64_t seconds = floorDivide(milliseconds, 1'000);
  return format(seconds, 3, milliseconds - seconds * 1'000);
}

std::string formatInstant(Instant instant) {
  const std::int64_t seconds = floorDivide(instant, kMicrosPerSecond);
  return format(seconds, 6, instant - seconds * kMicrosPerSecond);
}

}  // namespace journeys::json
