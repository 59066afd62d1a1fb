// The literals of a `$expr`: copies that belong to the tree, typed by what they are compared with.
#pragma once

#include "json/projection.h"
#include "json/value.h"
#include "query/expr_node.h"

namespace journeys::query {

json::Value* copyTree(const json::Value& value, json::Arena& arena);

ExprNode literalNode(const json::Value* value);

/// A list or an object of literals becomes a literal; anything else stays.
ExprNode foldLiterals(ExprNode node, json::Arena& arena);

/// A plain string compared with a date or an ObjectId is taken as one (contract/queries.md, Literals in queries).
/// For the operators that compare two operands.
void typeLiterals(ExprNode& comparison, json::Arena& arena);

/// Types a literal, or the literals in a list.
void typeLiterals(ExprNode& node, json::Cast cast, json::Arena& arena);

}  // namespace journeys::query
