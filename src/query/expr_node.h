// The tree that `$expr` is read into (expr_parse.cpp) and computed from (expr_evaluate.cpp).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/value.h"
#include "query/date_diff.h"
#include "query/path.h"

namespace journeys::query {

enum class ExprOp : std::uint8_t {
  Literal,
  Field,
  Array,
  Object,
  Equal,
  NotEqual,
  Greater,
  GreaterOrEqual,
  Less,
  LessOrEqual,
  Compare,
  And,
  Or,
  Not,
  In,
  IfNull,
  Cond,
  Add,
  Subtract,
  Multiply,
  Divide,
  Abs,
  Size,
  ToLower,
  ToUpper,
  Length,
  Substring,
  Concat,
  DateDiff,
};

struct ExprNode {
  ExprOp op = ExprOp::Literal;
  const json::Value* literal = nullptr;  // Literal; null is "missing" ($$REMOVE)
  Path path;                             // Field; empty is the record itself
  std::vector<std::string_view> keys;    // Object, one for each operand
  std::vector<ExprNode> operands;        // DateDiff: start and end
  DateSpan span;                         // DateDiff
};

}  // namespace journeys::query
