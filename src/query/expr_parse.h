// Reads the tree of a `$expr`. Faults are collected, all of them; what MongoDB knows and the contract does not list
// is refused by name. It computes nothing.
#pragma once

#include <string>
#include <vector>

#include "json/value.h"
#include "query/expr_node.h"
#include "query/fault.h"

namespace journeys::query {

/// The tree means something only if no fault was added.
ExprNode parseExpr(const json::Value& spec, const std::string& path, Faults& faults, json::Arena& arena);

}  // namespace journeys::query
