// Values written in a query: JSON values, extended JSON (MongoDB manual, "MongoDB Extended JSON (v2)") and Learning
// Locker's `$dte`, typed by the place they are compared at (contract/queries.md, Literals in queries). It decides
// nothing about operators.
#pragma once

#include <cstdint>
#include <optional>

#include "json/value.h"
#include "query/record.h"
#include "query/report.h"

namespace journeys::query {

/// What stands where a value may stand.
enum class Form : std::uint8_t {
  Value,      // a value, plain or in extended JSON
  Pattern,    // {"$regularExpression": ...}
  Operators,  // an object that begins with any other `$key`
};
Form formOf(const json::Value& written);

/// Whether it is a `$dte`, or a list that holds one.
bool holdsDte(const json::Value& written);

/// Turns what is written into the value it means, in place; false with the faults reported if it means none.
/// At the place of a date or an ObjectId, strings that read as such become that.
bool readLiteral(json::Value& written, Place place, const At& at, json::Arena& arena, Report& report);

/// Turns extended JSON into what it means where something else than a value to compare with is wanted, a number most
/// of all: what is written, or the elements of an array. Everything else stays as it is.
bool readExtended(json::Value& written, const At& at, json::Arena& arena, Report& report);

/// The number cut to a whole one, where that is within 64 bits.
std::optional<std::int64_t> truncated(const json::Number& number);

}  // namespace journeys::query
