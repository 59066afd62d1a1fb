#include "query/literal.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "json/text.h"
#include "json/time.h"

namespace journeys::query {
namespace {

using json::Cast;
using json::Kind;
using json::Number;
using json::Value;
using namespace std::string_view_literals;

bool startsWithDollar(std::string_view key) { return key.starts_with('$'); }

/// The first key of an object, or the empty text.
std::string_view firstKey(const Value& value) {
  return value.kind == Kind::Object && value.first != nullptr ? value.first->key : std::string_view();
}

template <std::size_t N>
bool isOneOf(std::string_view key, const std::array<std::string_view, N>& keys) {
  for (const std::string_view candidate : keys) {
    if (key == candidate) return true;
  }
  return false;
}

constexpr std::array kTyped{"$oid"sv,        "$date"sv,         "$dte"sv,          "$numberInt"sv,
                            "$numberLong"sv, "$numberDouble"sv, "$numberDecimal"sv};

/// Types of BSON that no statement record holds.
constexpr std::array kForeign{"$binary"sv, "$uuid"sv,   "$code"sv,   "$scope"sv,     "$timestamp"sv,
                              "$minKey"sv, "$maxKey"sv, "$symbol"sv, "$undefined"sv, "$dbPointer"sv};

std::optional<std::int64_t> millisecondsOf(const Value& written) {
  if (written.kind == Kind::String) {
    const auto instant = json::parseInstant(written.text);
    return instant ? std::optional(json::toMilliseconds(*instant)) : std::nullopt;
  }
  if (written.kind == Kind::Number) return written.number.integer();
  if (written.kind != Kind::Object || written.size != 1) return std::nullopt;
  const Value& number = *written.first;
  if (number.key != "$numberLong" || number.kind != Kind::String) return std::nullopt;
  return Number::isLiteral(number.text) ? Number::parse(number.text).integer() : std::nullopt;
}

bool makeDate(Value& value, const Value& written) {
  const auto milliseconds = millisecondsOf(written);
  if (!milliseconds) return false;
  value.kind = Kind::Date;
  value.milliseconds = *milliseconds;
  return true;
}

bool makeObjectId(Value& value, const Value& written) {
  const auto id = written.kind == Kind::String ? json::ObjectId::parse(written.text) : std::nullopt;
  if (!id) return false;
  value.kind = Kind::ObjectId;
  value.objectId = *id;
  return true;
}

std::optional<Number> numberOf(std::string_view text, std::string_view type) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const bool floating = type == "$numberDouble" || type == "$numberDecimal";
  if (floating && text == "NaN") return Number::of(std::numeric_limits<double>::quiet_NaN());
  if (floating && text == "Infinity") return Number::of(kInfinity);
  if (floating && text == "-Infinity") return Number::of(-kInfinity);
  if (!Number::isLiteral(text)) return std::nullopt;
  const Number number = Number::parse(text);
  if (floating) return number;
  const auto whole = number.integer();
  if (!whole) return std::nullopt;
  const bool fits = type == "$numberLong" || (*whole >= std::numeric_limits<std::int32_t>::min() &&
                                              *whole <= std::numeric_limits<std::int32_t>::max());
  return fits ? std::optional(number) : std::nullopt;
}

bool makeNumber(Value& value, const Value& written) {
  const auto number = written.kind == Kind::String ? numberOf(written.text, written.key) : std::nullopt;
  if (!number) return false;
  value.kind = Kind::Number;
  value.number = *number;
  return true;
}

/// An object whose only key names the type of what stands behind it.
bool readTyped(Value& value, const At& at, Report& report) {
  const Value& written = *value.first;
  if (value.size != 1) {
    report.fault(At(at, written.next->key), "nothing else may stand beside " + std::string(written.key));
    return false;
  }
  bool read = false;
  std::string_view wants;
  if (written.key == "$oid") {
    read = makeObjectId(value, written);
    wants = " needs a string of 24 hexadecimal digits";
  } else if (written.key == "$date" || written.key == "$dte") {
    read = makeDate(value, written);
    wants = " needs an ISO 8601 date and time, or milliseconds since 1970 as a whole number";
  } else {
    read = makeNumber(value, written);
    wants = " needs a string that holds such a number";
  }
  if (!read) {
    report.fault(At(at, written.key), std::string(written.key) + std::string(wants));
    return false;
  }
  value.text = written.text;
  value.first = nullptr;
  value.size = 0;
  return true;
}

/// A key with a dollar sign that does not say what kind of value follows.
void refuseKey(std::string_view key, const At& at, Report& report) {
  const std::string name = shorten(key, 100);
  if (key == "$regularExpression" || key == "$regex" || key == "$options") {
    report.fault(at, name + " cannot stand here: a regular expression is no value to compare with; use $regex or $in");
  } else if (isOneOf(key, kForeign)) {
    report.fault(at, name + " is not supported: statement records hold no value of that type");
  } else {
    report.fault(at, name + " cannot stand in a value: operators belong directly behind a field's name");
  }
}

bool readMembers(Value& object, Place place, const At& at, json::Arena& arena, Report& report) {
  bool read = true;
  for (Value* member = object.first; member != nullptr; member = member->next) {
    const At here(at, member->key);
    if (startsWithDollar(member->key)) {
      refuseKey(member->key, here, report);
      read = false;
      continue;
    }
    member->key = json::normaliseKey(member->key, arena);
    read = readLiteral(*member, placeBelow(place, member->key), here, arena, report) && read;
  }
  return read;
}

bool readElements(Value& array, Place place, const At& at, json::Arena& arena, Report& report) {
  bool read = true;
  std::size_t index = 0;
  for (Value* element = array.first; element != nullptr; element = element->next) {
    read = readLiteral(*element, place, At(at, index++), arena, report) && read;
  }
  return read;
}

}  // namespace

Form formOf(const Value& written) {
  const std::string_view key = firstKey(written);
  if (!startsWithDollar(key) || isOneOf(key, kTyped) || isOneOf(key, kForeign)) return Form::Value;
  return key == "$regularExpression" ? Form::Pattern : Form::Operators;
}

bool holdsDte(const Value& written) {
  if (written.kind == Kind::Array) {
    for (const Value& element : written) {
      if (firstKey(element) == "$dte") return true;
    }
  }
  return firstKey(written) == "$dte";
}

bool readLiteral(Value& written, Place place, const At& at, json::Arena& arena, Report& report) {
  switch (written.kind) {
    case Kind::Object:
      return isOneOf(firstKey(written), kTyped) ? readTyped(written, at, report)
                                                : readMembers(written, place, at, arena, report);
    case Kind::Array:
      return readElements(written, place, at, arena, report);
    case Kind::String:
      if (const Cast cast = castAt(place); cast == Cast::Date) {
        makeDate(written, written);
      } else if (cast == Cast::ObjectId) {
        makeObjectId(written, written);
      }
      return true;
    default:
      return true;
  }
}

bool readExtended(Value& written, const At& at, json::Arena& arena, Report& report) {
  if (isOneOf(firstKey(written), kTyped)) return readLiteral(written, json::Projection::kNowhere, at, arena, report);
  bool read = true;
  std::size_t index = 0;
  for (Value* element = written.kind == Kind::Array ? written.first : nullptr; element != nullptr;
       element = element->next) {
    const At here(at, index++);
    if (isOneOf(firstKey(*element), kTyped)) read = readExtended(*element, here, arena, report) && read;
  }
  return read;
}

std::optional<std::int64_t> truncated(const Number& number) {
  if (const auto whole = number.integer()) return whole;
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  const double cut = std::trunc(number.nearest());
  if (!(cut >= -kLimit && cut < kLimit)) return std::nullopt;
  return static_cast<std::int64_t>(cut);
}

}  // namespace journeys::query
