// The arithmetic of `$expr` (MongoDB manual, "Arithmetic Expression Operators"). Whole numbers are exact within 64
// bits, however they are written; beyond, and with fractions, it computes with doubles.
#include <cmath>
#include <limits>
#include <optional>

#include "query/expr_evaluate.h"

namespace journeys::query {

using json::Kind;
using json::Number;
using json::Value;

namespace {

bool isNumber(const Value* value) { return value != nullptr && value->kind == Kind::Number; }

// `exact` computes with 64 bits and says whether that overflowed; `rough` computes with doubles.
template <class Exact, class Rough>
Number combine(const Number& a, const Number& b, Exact exact, Rough rough) {
  const std::optional<std::int64_t> left = a.integer();
  const std::optional<std::int64_t> right = b.integer();
  std::int64_t result = 0;
  if (left && right && !exact(*left, *right, &result)) return Number::of(result);
  return Number::of(rough(a.nearest(), b.nearest()));
}

Number plus(const Number& a, const Number& b) {
  return combine(
      a, b, [](std::int64_t x, std::int64_t y, std::int64_t* r) { return __builtin_add_overflow(x, y, r); },
      [](double x, double y) { return x + y; });
}

Number minus(const Number& a, const Number& b) {
  return combine(
      a, b, [](std::int64_t x, std::int64_t y, std::int64_t* r) { return __builtin_sub_overflow(x, y, r); },
      [](double x, double y) { return x - y; });
}

Number times(const Number& a, const Number& b) {
  return combine(
      a, b, [](std::int64_t x, std::int64_t y, std::int64_t* r) { return __builtin_mul_overflow(x, y, r); },
      [](double x, double y) { return x * y; });
}

// Milliseconds to move a date by; nothing if they are beyond what a date can hold.
std::optional<std::int64_t> milliseconds(const Number& number, bool rounded) {
  if (const std::optional<std::int64_t> whole = number.integer()) return whole;
  constexpr double kTwoTo63 = 9223372036854775808.0;
  const double value = rounded ? std::round(number.nearest()) : std::trunc(number.nearest());
  if (!(value >= -kTwoTo63 && value < kTwoTo63)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

}  // namespace

// Numbers, of which one may be a date instead: then the numbers are milliseconds.
const Value* ExprEvaluation::add(const ExprNode& node) {
  Number sum;
  std::optional<std::int64_t> base;
  for (const ExprNode& operand : node.operands) {
    const Value* value = compute(operand);
    if (failed_) return nullptr;
    if (isNullish(value)) return make(Kind::Null);
    if (value->kind == Kind::Date && !base) {
      base = value->milliseconds;
    } else if (isNumber(value)) {
      sum = plus(sum, value->number);
    } else {
      return fail();
    }
  }
  if (!base) return number(sum);
  const std::optional<std::int64_t> offset = milliseconds(sum, true);
  std::int64_t moved = 0;
  if (!offset || __builtin_add_overflow(*base, *offset, &moved)) return fail();
  return date(moved);
}

// Two numbers; or two dates, which gives milliseconds; or a date and milliseconds.
const Value* ExprEvaluation::subtract(const ExprNode& node) {
  const Value* a = compute(node.operands[0]);
  const Value* b = compute(node.operands[1]);
  if (failed_) return nullptr;
  if (isNullish(a) || isNullish(b)) return make(Kind::Null);
  if (isNumber(a) && isNumber(b)) return number(minus(a->number, b->number));
  if (a->kind != Kind::Date || (b->kind != Kind::Date && !isNumber(b))) return fail();
  const std::optional<std::int64_t> taken = isNumber(b) ? milliseconds(b->number, false) : b->milliseconds;
  std::int64_t rest = 0;
  if (!taken || __builtin_sub_overflow(a->milliseconds, *taken, &rest)) return fail();
  return isNumber(b) ? date(rest) : number(Number::of(rest));
}

const Value* ExprEvaluation::multiply(const ExprNode& node) {
  Number product = Number::of(std::int64_t{1});
  for (const ExprNode& operand : node.operands) {
    const Value* value = compute(operand);
    if (failed_) return nullptr;
    if (isNullish(value)) return make(Kind::Null);
    if (!isNumber(value)) return fail();
    product = times(product, value->number);
  }
  return number(product);
}

const Value* ExprEvaluation::divide(const ExprNode& node) {
  const Value* a = compute(node.operands[0]);
  const Value* b = compute(node.operands[1]);
  if (failed_) return nullptr;
  if (isNullish(a) || isNullish(b)) return make(Kind::Null);
  if (!isNumber(a) || !isNumber(b) || b->number.nearest() == 0) return fail();
  return number(Number::of(a->number.nearest() / b->number.nearest()));
}

const Value* ExprEvaluation::absolute(const ExprNode& node) {
  const Value* value = compute(node.operands[0]);
  if (failed_) return nullptr;
  if (isNullish(value)) return make(Kind::Null);
  if (!isNumber(value)) return fail();
  const std::optional<std::int64_t> whole = value->number.integer();
  if (whole == std::numeric_limits<std::int64_t>::min()) return fail();
  return number(whole ? Number::of(*whole < 0 ? -*whole : *whole) : Number::of(std::fabs(value->number.nearest())));
}

}  // namespace journeys::query
