#include "query/operators.h"

#include <array>
#include <string>

#include "query/operands.h"
#include "query/refused.h"

namespace journeys::query {

using json::Value;

void Operators::read(Value& object, const At& at) {
  for (Value* operand = object.first; operand != nullptr; operand = operand->next) {
    one(object, *operand, at);
  }
}

void Operators::one(Value& object, Value& operand, const At& objectAt) {
  const std::string_view op = operand.key;
  const At at(objectAt, op);
  if (op == "$regex") return match(object, objectAt);
  if (op == "$options") {
    if (object.find("$regex") == nullptr) report_.fault(at, "$options needs a $regex");
    return;
  }
  if (comparison(operand, at) || list(operand, at) || structure(operand, at)) return;
  if (!readExtended(operand, at, parser_.arena(), report_) || property(operand, at) || bits(operand, at)) return;
  std::string refusal = refusalOf(op);
  report_.fault(at, refusal.empty() ? "unknown operator: " + shorten(op, 100) : std::move(refusal));
}

// ---- one value to compare with

bool Operators::comparison(Value& operand, const At& at) {
  const std::string_view op = operand.key;
  if (op == "$eq") {
    equal("$eq", operand, at);
  } else if (op == "$ne") {
    notEqual(operand, at);
  } else if (op == "$gt") {
    ordered(Order::Greater, operand, at);
  } else if (op == "$gte") {
    ordered(Order::GreaterOrEqual, operand, at);
  } else if (op == "$lt") {
    ordered(Order::Less, operand, at);
  } else if (op == "$lte") {
    ordered(Order::LessOrEqual, operand, at);
  } else {
    return false;
  }
  return true;
}

/// The field, or, where Learning Locker's `$dte` is compared with a date that it keeps beside the statement, that.
Field Operators::target(const Value& operand) const {
  const Path* beside = field_.scope.inElement || !holdsDte(operand) ? nullptr : dateBeside(field_.path);
  if (beside == nullptr) return field_;
  return {*beside, {placeBelow(json::Projection::kRoot, *beside), false}};
}

/// MongoDB lets `$eq` compare with a regular expression as a value; statement records hold none.
void Operators::equal(std::string_view op, Value& operand, const At& at) {
  if (isPattern(operand)) {
    if (listedPattern(operand, at) != nullptr) all_.push_back(parser_.make(op, Never{}, &operand));
    return;
  }
  Field field = target(operand);
  if (!readLiteral(operand, field.scope.place, at, parser_.arena(), report_)) return;
  all_.push_back(parser_.make(op, Equal{std::move(field.path), &operand}, &operand));
}

void Operators::notEqual(Value& operand, const At& at) {
  if (isPattern(operand)) return report_.fault(at, "$ne takes no regular expression: use $not");
  Field field = target(operand);
  if (!readLiteral(operand, field.scope.place, at, parser_.arena(), report_)) return;
  all_.push_back(negated("$ne", "$eq", operand, Equal{std::move(field.path), &operand}));
}

void Operators::ordered(Order order, Value& operand, const At& at) {
  if (isPattern(operand)) {
    return report_.fault(at, std::string(operand.key) + " takes no regular expression: nothing is ordered to it");
  }
  Field field = target(operand);
  if (!readLiteral(operand, field.scope.place, at, parser_.arena(), report_)) return;
  add(operand, Ordered{std::move(field.path), order, &operand});
}

void Operators::match(Value& holder, const At& at) {
  std::shared_ptr<const Regex> pattern = readPattern(holder, at, report_);
  if (pattern != nullptr) all_.push_back(parser_.make("$regex", Match{field_.path, std::move(pattern)}, &holder));
}

// ---- everything else

bool Operators::structure(Value& operand, const At& at) {
  const std::string_view op = operand.key;
  if (op == "$not") {
    negation(operand, at);
  } else if (op == "$elemMatch") {
    elemMatch(operand, at, all_);
  } else {
    return false;
  }
  return true;
}

/// What is asked of a value without comparing it with another.
bool Operators::property(Value& operand, const At& at) {
  const std::string_view op = operand.key;
  if (op == "$exists") {
    Exists exists{field_.path};
    if (readTruth(operand)) {
      add(operand, std::move(exists));
    } else {
      all_.push_back(negated(op, op, operand, std::move(exists)));
    }
  } else if (op == "$type") {
    if (const auto types = readTypes(operand, at, report_)) add(operand, OfType{field_.path, *types});
  } else if (op == "$size") {
    if (const auto count = readCount(operand, at, report_)) add(operand, Size{field_.path, *count});
  } else if (op == "$mod") {
    if (const auto by = readDivision(operand, at, report_)) add(operand, Mod{field_.path, by->divisor, by->remainder});
  } else {
    return false;
  }
  return true;
}

bool Operators::bits(Value& operand, const At& at) {
  struct Test {
    std::string_view op;
    BitTest test;
  };
  static constexpr std::array kTests{Test{"$bitsAllSet", BitTest::AllSet}, Test{"$bitsAllClear", BitTest::AllClear},
                                     Test{"$bitsAnySet", BitTest::AnySet}, Test{"$bitsAnyClear", BitTest::AnyClear}};
  for (const Test& test : kTests) {
    if (test.op != operand.key) continue;
    if (const auto mask = readMask(operand, at, report_)) add(operand, Bits{field_.path, test.test, *mask});
    return true;
  }
  return false;
}

void Parser::operators(Value& object, const Field& field, const At& at, std::vector<Expression>& all) {
  Operators reader(*this, field, all);
  switch (formOf(object)) {
    case Form::Value:
      return reader.equal("$eq", object, at);
    case Form::Pattern:
      return reader.match(object, at);
    case Form::Operators:
      return reader.read(object, at);
  }
}

}  // namespace journeys::query
