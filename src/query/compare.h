// Equality and order of values as MongoDB has them (MongoDB manual, "Comparison/Sort Order"). Total over all
// values; it is for the callers to compare within one type only, as query operators do.
#pragma once

#include "json/value.h"

namespace journeys::query {

/// Negative, zero or positive: null < numbers < strings < objects < arrays < ObjectIds < booleans < dates.
/// Numbers by value, NaN before all others and equal to itself; strings by their bytes; objects member by member
/// in their order: by type, then key, then value; arrays likewise, without keys; a prefix comes first.
int compare(const json::Value& a, const json::Value& b);

bool equal(const json::Value& a, const json::Value& b);

/// A number's order with NaN where it belongs in compare().
int compareNumbers(const json::Number& a, const json::Number& b);

}  // namespace journeys::query
