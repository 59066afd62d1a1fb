// $not and $elemMatch: operators behind operators.
#include <utility>

#include "query/operators.h"

namespace journeys::query {

using json::Kind;
using json::Value;

void Operators::negation(Value& operand, const At& at) {
  std::vector<Expression> children;
  Operators inner(parser_, field_, children);
  const Form form = formOf(operand);
  if (form == Form::Pattern) {
    inner.match(operand, at);
  } else if (operand.kind != Kind::Object || operand.first == nullptr) {
    return report_.fault(at, "$not needs a regular expression or an object of operators");
  } else if (form == Form::Value && operand.first->key.starts_with('$')) {
    return report_.fault(at, "$not takes no value: use $ne");
  } else {
    inner.read(operand, at);
  }
  auto child = std::make_unique<Expression>(parser_.allOf(std::move(children)));
  all_.push_back(parser_.make("$not", Not{std::move(child)}));
}

/// The value form if it begins with an operator that stands behind field names, else the object form.
void Operators::elemMatch(Value& operand, const At& at, std::vector<Expression>& into) {
  if (operand.kind != Kind::Object ||
      (operand.first != nullptr && operand.first->key.starts_with('$') && formOf(operand) != Form::Operators)) {
    return report_.fault(at, "$elemMatch needs an object: a query, or operators");
  }
  const Scope scope{field_.scope.place, true};
  if (formOf(operand) == Form::Operators && !isPathless(operand.first->key)) {
    ElemMatchValue node{field_.path, {}};
    Operators(parser_, Field{Path(), scope}, node.tests).read(operand, at);
    into.push_back(parser_.make("$elemMatch", std::move(node)));
  } else {
    auto query = std::make_unique<Expression>(parser_.query(operand, scope, at));
    into.push_back(parser_.make("$elemMatch", ElemMatchObject{field_.path, std::move(query)}));
  }
}

}  // namespace journeys::query
