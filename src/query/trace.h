// Why a record meets a condition or does not (contract/journeys.md, section 10): the condition's tree with what each
// node found. For people; the answer itself is match.h's, and a test holds the two together.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "json/value.h"
#include "query/expression.h"

namespace journeys::query {

/// A node of the tree:
///
///     {
///       "op": "$gte",                     as the user knows it; "{}" for the empty query, "element" inside $elemMatch
///       "path": "statement.result.score", of leaves, within an element from there; for "element" its index
///       "held": true,                     whether this node held
///       "operand": 5,                     what stands behind the operator, where there are no children instead
///       "met": [7],                       values that the path offered, the deciding one first, at most 5
///       "more": 12,                       how many other values it offered, if it did
///       "children": [...]                 of $and, $or, $nor, $not and $elemMatch
///     }
///
/// Values are in extended JSON: {"$date": "..."}, {"$oid": "..."}; a field that is not there is {"$missing": true}.
/// Long strings, lists and objects are cut, ending in an ellipsis; what lies deep in a record shows only where the
/// condition needs it. A tree of more than 20,000 nodes is cut: "cut": true stands where children are left out.
nlohmann::ordered_json trace(const Expression& expression, const json::Value& record);

}  // namespace journeys::query
