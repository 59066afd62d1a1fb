// What MongoDB knows and this engine does not do. Refused by name when a query is read, with what to do instead,
// so that nothing is ever ignored (contract/queries.md).
#pragma once

#include <string>
#include <string_view>

namespace journeys::query {

/// Why the operator is refused and what to do; empty if it is none of those.
std::string refusalOf(std::string_view op);

}  // namespace journeys::query
