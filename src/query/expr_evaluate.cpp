#include "query/expr_evaluate.h"

#include "query/compare.h"

namespace journeys::query {

using json::Kind;
using json::Number;
using json::Value;

bool isTrue(const Value* value) {
  if (isNullish(value)) return false;
  if (value->kind == Kind::Boolean) return value->boolean;
  return value->kind != Kind::Number || value->number != Number::of(std::int64_t{0});
}

// --- making values ---

Value* ExprEvaluation::make(Kind kind) {
  Value* value = arena_.make();
  value->kind = kind;
  if (++values_ > kMaxValues) failed_ = true;
  return value;
}

const Value* ExprEvaluation::number(Number number) {
  Value* value = make(Kind::Number);
  value->number = number;
  return value;
}

const Value* ExprEvaluation::boolean(bool truth) {
  Value* value = make(Kind::Boolean);
  value->boolean = truth;
  return value;
}

const Value* ExprEvaluation::text(std::string_view text) {
  Value* value = make(Kind::String);
  value->text = text;
  return value;
}

const Value* ExprEvaluation::date(std::int64_t milliseconds) {
  Value* value = make(Kind::Date);
  value->milliseconds = milliseconds;
  return value;
}

// Fails where the evaluation has made too much text already.
char* ExprEvaluation::room(std::size_t bytes) {
  text_ += bytes;
  if (text_ <= kMaxText) return arena_.reserve(bytes);
  failed_ = true;
  return nullptr;
}

// --- computing ---

const Value* ExprEvaluation::compute(const ExprNode& node) {
  if (failed_) return nullptr;
  switch (node.op) {
    case ExprOp::Literal:
      return node.literal;
    case ExprOp::Field:
      return field(record_, node.path, 0);
    case ExprOp::Array:
      return list(node);
    case ExprOp::Object:
      return object(node);
    case ExprOp::Equal:
    case ExprOp::NotEqual:
    case ExprOp::Greater:
    case ExprOp::GreaterOrEqual:
    case ExprOp::Less:
    case ExprOp::LessOrEqual:
    case ExprOp::Compare:
      return compareOperands(node);
    case ExprOp::And:
    case ExprOp::Or:
      return logical(node);
    case ExprOp::Not:
      return boolean(!isTrue(compute(node.operands[0])));
    case ExprOp::In:
      return isIn(node);
    case ExprOp::IfNull:
      return firstGiven(node);
    case ExprOp::Cond:
      return compute(node.operands[isTrue(compute(node.operands[0])) ? 1 : 2]);
    case ExprOp::Add:
      return add(node);
    case ExprOp::Subtract:
      return subtract(node);
    case ExprOp::Multiply:
      return multiply(node);
    case ExprOp::Divide:
      return divide(node);
    case ExprOp::Abs:
      return absolute(node);
    case ExprOp::Size: {
      const Value* array = compute(node.operands[0]);
      if (array == nullptr || array->kind != Kind::Array) return fail();
      return number(Number::of(static_cast<std::int64_t>(array->size)));
    }
    case ExprOp::ToLower:
    case ExprOp::ToUpper:
      return changeCase(node, node.op == ExprOp::ToUpper);
    case ExprOp::Length:
      return length(node);
    case ExprOp::Substring:
      return substring(node);
    case ExprOp::Concat:
      return concat(node);
    case ExprOp::DateDiff:
      return difference(node);
  }
  return nullptr;
}

// A path goes through arrays and then gives a list of what their objects have there. A number in it is a key, never
// an index (MongoDB manual, "$getField", "Field Path").
const Value* ExprEvaluation::field(const Value& from, const Path& path, std::size_t at) {
  const Value* value = &from;
  for (; at < path.size(); ++at) {
    if (value->kind == Kind::Array) break;
    value = value->kind == Kind::Object ? value->find(path.component(at)) : nullptr;
    if (value == nullptr) return nullptr;
  }
  if (at == path.size()) return value;
  Value* found = make(Kind::Array);
  Value* last = nullptr;
  for (const Value& element : *value) {
    if (failed_) return nullptr;
    const Value* inner = element.kind == Kind::Object ? field(element, path, at) : nullptr;
    if (inner == nullptr) continue;
    Value* copy = make(inner->kind);
    *copy = *inner;
    copy->next = nullptr;
    append(*found, last, copy);
  }
  return found;
}

const Value* ExprEvaluation::list(const ExprNode& node) {
  Value* array = make(Kind::Array);
  Value* last = nullptr;
  for (const ExprNode& operand : node.operands) {
    const Value* element = compute(operand);
    if (failed_) return nullptr;
    Value* copy = make(Kind::Null);  // which "missing" becomes
    if (element != nullptr) *copy = *element;
    copy->next = nullptr;
    append(*array, last, copy);
  }
  return array;
}

const Value* ExprEvaluation::object(const ExprNode& node) {
  Value* object = make(Kind::Object);
  Value* last = nullptr;
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    const Value* member = compute(node.operands[i]);
    if (failed_) return nullptr;
    if (member == nullptr) continue;
    Value* copy = make(member->kind);
    *copy = *member;
    copy->next = nullptr;
    copy->key = node.keys[i];
    append(*object, last, copy);
  }
  return object;
}

// --- comparing ---

namespace {

// All types are ordered, "missing" before all of them: unlike query operators, `{$lt: ["$missing", 1]}` holds and
// `{$eq: ["$missing", null]}` does not (MongoDB manual, "Comparison Expression Operators").
int compareAnything(const Value* a, const Value* b) {
  if (a == nullptr || b == nullptr) return (a != nullptr ? 1 : 0) - (b != nullptr ? 1 : 0);
  return compare(*a, *b);
}

}  // namespace

const Value* ExprEvaluation::compareOperands(const ExprNode& node) {
  const Value* a = compute(node.operands[0]);
  const Value* b = compute(node.operands[1]);
  if (failed_) return nullptr;
  const int order = compareAnything(a, b);
  switch (node.op) {
    case ExprOp::Equal:
      return boolean(order == 0);
    case ExprOp::NotEqual:
      return boolean(order != 0);
    case ExprOp::Greater:
      return boolean(order > 0);
    case ExprOp::GreaterOrEqual:
      return boolean(order >= 0);
    case ExprOp::Less:
      return boolean(order < 0);
    case ExprOp::LessOrEqual:
      return boolean(order <= 0);
    default:
      return number(Number::of(std::int64_t{(order > 0) - (order < 0)}));
  }
}

const Value* ExprEvaluation::logical(const ExprNode& node) {
  const bool all = node.op == ExprOp::And;
  for (const ExprNode& operand : node.operands) {
    if (isTrue(compute(operand)) != all) return boolean(!all);
    if (failed_) return nullptr;
  }
  return boolean(all);
}

const Value* ExprEvaluation::isIn(const ExprNode& node) {
  const Value* wanted = compute(node.operands[0]);
  const Value* array = compute(node.operands[1]);
  if (failed_ || array == nullptr || array->kind != Kind::Array) return fail();
  for (const Value& element : *array) {
    if (compareAnything(wanted, &element) == 0) return boolean(true);
  }
  return boolean(false);
}

const Value* ExprEvaluation::firstGiven(const ExprNode& node) {
  const Value* value = nullptr;
  for (const ExprNode& operand : node.operands) {
    value = compute(operand);
    if (!isNullish(value)) break;
  }
  return value;
}

const Value* ExprEvaluation::difference(const ExprNode& node) {
  const Value* start = compute(node.operands[0]);
  const Value* end = compute(node.operands[1]);
  if (failed_) return nullptr;
  if (isNullish(start) || isNullish(end)) return make(Kind::Null);
  // An ObjectId begins with the seconds at which it was made, and serves as a date here.
  const auto millisecondsOf = [this](const Value& value) -> std::int64_t {
    if (value.kind == Kind::Date) return value.milliseconds;
    if (value.kind != Kind::ObjectId) failed_ = true;
    std::uint32_t seconds = 0;
    for (std::size_t i = 0; i < 4; ++i) seconds = seconds << 8U | value.objectId.bytes[i];
    return std::int64_t{seconds} * 1000;
  };
  const std::int64_t from = millisecondsOf(*start);
  const std::int64_t to = millisecondsOf(*end);
  return failed_ ? nullptr : number(Number::of(dateDiff(from, to, node.span)));
}

}  // namespace journeys::query
