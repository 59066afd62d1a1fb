// Values as JSON for people: extended JSON, cut to what a screen can show. Not for anything that is read again.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "json/value.h"

namespace journeys::query {

/// Strings are cut at 200 bytes, lists and objects at 20 members, nesting at 6 levels, and all of it at 100 values.
nlohmann::ordered_json render(const json::Value& value);

/// The same with a null for "missing".
nlohmann::ordered_json renderOffered(const json::Value* offered);

}  // namespace journeys::query
