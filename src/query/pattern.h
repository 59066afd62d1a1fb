// Regular expressions written in a query. Knows how they are spelled; what they mean is regex.h's.
#pragma once

#include <memory>

#include "json/value.h"
#include "query/regex.h"
#include "query/report.h"

namespace journeys::query {

/// Whether it is a regular expression where operators cannot be: {"$regularExpression": ...}, or
/// {"$regex": ..., "$options": ...}.
bool isPattern(const json::Value& written);

/// Compiles the regular expression that an object holds as $regularExpression, or as $regex and $options (whatever
/// else it holds then); null with the faults reported if there is none.
std::shared_ptr<const Regex> readPattern(const json::Value& written, const At& at, Report& report);

}  // namespace journeys::query
