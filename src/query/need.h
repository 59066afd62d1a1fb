// What of a record a query looks at, so that reading can skip the rest. A need that is too small would change
// answers; a test compares projected with whole records over the table of all rules.
#pragma once

#include "json/projection.h"
#include "query/expression.h"

namespace journeys::query {

/// Asks for everything that matches() looks at, with paths starting at `base`.
void addNeeds(const Expression& expression, json::Projection& projection,
              json::Projection::Place base = json::Projection::kRoot);

}  // namespace journeys::query
