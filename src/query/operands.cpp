#include "query/operands.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "query/expression.h"
#include "query/literal.h"

namespace journeys::query {
namespace {

using json::Kind;
using json::Number;
using json::Value;

struct TypeName {
  std::string_view alias;
  std::int64_t code;
  std::uint16_t types;  // 0: legal, but no statement record holds it
};

constexpr std::uint16_t bit(Type type) { return static_cast<std::uint16_t>(type); }

constexpr std::array<TypeName, 21> kTypes{{
    {"double", 1, bit(Type::Double)},
    {"string", 2, bit(Type::String)},
    {"object", 3, bit(Type::Object)},
    {"array", 4, bit(Type::Array)},
    {"binData", 5, 0},
    {"undefined", 6, 0},
    {"objectId", 7, bit(Type::ObjectId)},
    {"bool", 8, bit(Type::Boolean)},
    {"date", 9, bit(Type::Date)},
    {"null", 10, bit(Type::Null)},
    {"regex", 11, 0},
    {"dbPointer", 12, 0},
    {"javascript", 13, 0},
    {"symbol", 14, 0},
    {"javascriptWithScope", 15, 0},
    {"int", 16, bit(Type::Int)},
    {"timestamp", 17, 0},
    {"long", 18, bit(Type::Long)},
    {"decimal", 19, 0},
    {"minKey", -1, 0},
    {"maxKey", 127, 0},
}};

constexpr std::uint16_t kNumber = bit(Type::Double) | bit(Type::Int) | bit(Type::Long);

std::optional<std::uint16_t> typesOfAlias(std::string_view alias) {
  if (alias == "number") return kNumber;
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return type.alias == alias; });
  return found == kTypes.end() ? std::nullopt : std::optional(found->types);
}

std::optional<std::uint16_t> typesOfCode(const Number& number) {
  const auto code = number.integer();
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return code && type.code == *code; });
  return found == kTypes.end() ? std::nullopt : std::optional(found->types);
}

std::optional<std::uint16_t> readType(const Value& written, const At& at, Report& report) {
  std::optional<std::uint16_t> types;
  if (written.kind == Kind::String) {
    types = typesOfAlias(written.text);
    if (!types) report.fault(at, "unknown type: " + shorten(written.text, 100));
  } else if (written.kind == Kind::Number) {
    types = typesOfCode(written.number);
    if (!types) report.fault(at, "no BSON type has that number (a field that is missing is {\"$exists\": false})");
  } else {
    report.fault(at, "$type needs the name or the number of a type, or an array of them");
  }
  return types;
}

std::optional<std::int64_t> readWhole(const Value& written, std::string_view what, const At& at, Report& report) {
  std::optional<std::int64_t> whole;
  if (written.kind != Kind::Number) {
    report.fault(at, std::string(what) + " has to be a number");
  } else if (whole = truncated(written.number); !whole) {
    report.fault(at, std::string(what) + " has to be a number within 64 bits");
  }
  return whole;
}

std::optional<std::uint64_t> readPositions(const Value& array, const At& at, Report& report) {
  constexpr std::int64_t kSign = 63;
  std::uint64_t mask = 0;
  bool read = true;
  std::size_t index = 0;
  for (const Value& element : array) {
    const At here(at, index++);
    const auto position = element.kind == Kind::Number ? element.number.integer() : std::nullopt;
    if (!position || *position < 0 || *position > std::numeric_limits<std::int32_t>::max()) {
      report.fault(here, "a bit's position has to be a whole number from 0 to 2147483647");
      read = false;
      continue;
    }
    mask |= std::uint64_t{1} << std::min(*position, kSign);
  }
  return read ? std::optional(mask) : std::nullopt;
}

}  // namespace

bool readTruth(const Value& operand) {
  if (operand.kind == Kind::Null) return false;
  if (operand.kind == Kind::Boolean) return operand.boolean;
  return operand.kind != Kind::Number || operand.number != Number::of(std::int64_t{0});
}

std::optional<std::uint64_t> readCount(const Value& operand, const At& at, Report& report) {
  const auto count = operand.kind == Kind::Number ? operand.number.integer() : std::nullopt;
  if (count && *count >= 0) return static_cast<std::uint64_t>(*count);
  report.fault(at, "$size needs a whole number, 0 or more");
  return std::nullopt;
}

std::optional<std::uint16_t> readTypes(const Value& operand, const At& at, Report& report) {
  if (operand.kind != Kind::Array) return readType(operand, at, report);
  if (operand.first == nullptr) {
    report.fault(at, "$type needs at least one type");
    return std::nullopt;
  }
  std::uint16_t types = 0;
  bool read = true;
  std::size_t index = 0;
  for (const Value& element : operand) {
    const auto type = readType(element, At(at, index++), report);
    types = static_cast<std::uint16_t>(types | type.value_or(0));
    read = read && type.has_value();
  }
  return read ? std::optional(types) : std::nullopt;
}

std::optional<Division> readDivision(const Value& operand, const At& at, Report& report) {
  if (operand.kind != Kind::Array || operand.size != 2) {
    report.fault(at, "$mod needs an array of exactly two numbers, [divisor, remainder]");
    return std::nullopt;
  }
  const auto divisor = readWhole(*operand.first, "the divisor", At(at, std::size_t{0}), report);
  const auto remainder = readWhole(*operand.first->next, "the remainder", At(at, std::size_t{1}), report);
  if (divisor == 0) report.fault(At(at, std::size_t{0}), "the divisor cannot be 0");
  if (!divisor || !remainder || divisor == 0) return std::nullopt;
  return Division{*divisor, *remainder};
}

std::optional<std::uint64_t> readMask(const Value& operand, const At& at, Report& report) {
  if (operand.kind == Kind::Array) return readPositions(operand, at, report);
  const auto mask = operand.kind == Kind::Number ? operand.number.integer() : std::nullopt;
  if (mask && *mask >= 0) return static_cast<std::uint64_t>(*mask);
  report.fault(at, "bits are a mask, a whole number of 0 or more within 64 bits, or an array of positions");
  return std::nullopt;
}

}  // namespace journeys::query
