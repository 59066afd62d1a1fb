#include "query/expr_literals.h"

#include <algorithm>
#include <optional>

#include "json/time.h"
#include "query/record.h"

namespace journeys::query {

namespace {

using json::Cast;
using json::Kind;
using json::Value;

Cast castOf(const ExprNode& node) {
  return node.op == ExprOp::Field ? castAt(placeBelow(json::Projection::kRoot, node.path)) : Cast::None;
}

void convert(Value& value, Cast cast) {
  if (value.kind != Kind::String) return;
  if (cast == Cast::Date) {
    const std::optional<json::Instant> instant = json::parseInstant(value.text);
    if (!instant) return;
    value.kind = Kind::Date;
    value.milliseconds = json::toMilliseconds(*instant);
  } else if (const std::optional<json::ObjectId> id = json::ObjectId::parse(value.text)) {
    value.kind = Kind::ObjectId;
    value.objectId = *id;
  }
}

}  // namespace

Value* copyTree(const Value& value, json::Arena& arena) {
  Value* copy = arena.make();
  *copy = value;
  copy->next = nullptr;
  copy->first = nullptr;
  copy->size = 0;
  Value* last = nullptr;
  for (const Value& child : value) append(*copy, last, copyTree(child, arena));
  return copy;
}

ExprNode literalNode(const Value* value) {
  ExprNode node;
  node.literal = value;
  return node;
}

ExprNode foldLiterals(ExprNode node, json::Arena& arena) {
  const auto isLiteral = [](const ExprNode& n) { return n.op == ExprOp::Literal && n.literal != nullptr; };
  if (!std::all_of(node.operands.begin(), node.operands.end(), isLiteral)) return node;
  Value* value = arena.make();
  value->kind = node.op == ExprOp::Array ? Kind::Array : Kind::Object;
  Value* last = nullptr;
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    Value* child = arena.make();
    *child = *node.operands[i].literal;  // which nobody else has
    child->next = nullptr;
    if (node.op == ExprOp::Object) child->key = node.keys[i];
    append(*value, last, child);
  }
  return literalNode(value);
}

void typeLiterals(ExprNode& comparison, json::Arena& arena) {
  ExprNode& left = comparison.operands[0];
  ExprNode& right = comparison.operands[1];
  typeLiterals(left, castOf(right), arena);
  typeLiterals(right, castOf(left), arena);
}

void typeLiterals(ExprNode& node, Cast cast, json::Arena& arena) {
  if (cast == Cast::None) return;
  if (node.op == ExprOp::Array) {
    for (ExprNode& element : node.operands) typeLiterals(element, cast, arena);
  }
  if (node.op != ExprOp::Literal || node.literal == nullptr) return;
  Value* value = copyTree(*node.literal, arena);
  convert(*value, cast);
  if (value->kind == Kind::Array) {
    for (Value* element = value->first; element != nullptr; element = element->next) convert(*element, cast);
  }
  node.literal = value;
}

}  // namespace journeys::query
