// Reads what stands behind the operators that take something else than values to compare with. Each function
// reports what is wrong and answers nothing then. (MongoDB manual, "Query Predicates", a page per operator.)
#pragma once

#include <cstdint>
#include <optional>

#include "json/value.h"
#include "query/report.h"

namespace journeys::query {

/// $exists: anything; false, null and 0 are false, all else is true.
bool readTruth(const json::Value& operand);

/// $size: a whole number, 0 or more.
std::optional<std::uint64_t> readCount(const json::Value& operand, const At& at, Report& report);

/// $type: a number or alias of a BSON type, or an array of them. Bits of Type.
std::optional<std::uint16_t> readTypes(const json::Value& operand, const At& at, Report& report);

/// $mod: [divisor, remainder], cut to whole numbers.
struct Division {
  std::int64_t divisor;
  std::int64_t remainder;
};
std::optional<Division> readDivision(const json::Value& operand, const At& at, Report& report);

/// $bitsAllSet and so on: a mask, or an array of positions (those above 63 are the sign's).
std::optional<std::uint64_t> readMask(const json::Value& operand, const At& at, Report& report);

}  // namespace journeys::query
