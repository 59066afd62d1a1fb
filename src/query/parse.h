// Reads a query: values in, an expression tree or faults out. What MongoDB refuses is refused, and so is what it
// knows and this engine does not do; reading goes on after a fault, so that all of them come at once.
//
// parse.cpp reads what stands at the top of a query (fields, $and, $expr ...), operators.cpp what stands behind a
// field's name, operands.cpp what stands behind an operator, literal.cpp the values to compare with.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "json/value.h"
#include "query/expression.h"
#include "query/record.h"
#include "query/report.h"

namespace journeys::query {

/// Whose fields a query names: the record's, or those of an array's elements ($elemMatch).
struct Scope {
  Place place = json::Projection::kRoot;  // where in the record
  bool inElement = false;
};

/// What the operators behind a field's name speak about.
struct Field {
  Path path;    // from the record, or from the element; empty: the element itself
  Scope scope;  // `place` is the field's own
};

/// The state of reading one query.
class Parser {
 public:
  Parser(json::Arena& arena, Report& report) : arena_(arena), report_(report) {}

  /// Reads a whole query. The answer means something only if there are no faults.
  Expression parse(json::Value& query);

  /// Reads the members of a query; they all have to hold.
  Expression query(json::Value& object, const Scope& scope, const At& at);

  /// Reads what stands behind a field's name, and adds what has to hold.
  void operators(json::Value& object, const Field& field, const At& at, std::vector<Expression>& all);

  json::Arena& arena() { return arena_; }
  Report& report() { return report_; }

  /// Makes a node and counts it.
  template <class Node>
  Expression make(std::string_view op, Node node, const json::Value* operand = nullptr) {
    count();
    return {std::move(node), op, operand};
  }
  void count();

  /// One node of several that all have to hold; the only one as it is.
  Expression allOf(std::vector<Expression> children);

 private:
  void field(json::Value& value, const Scope& scope, const At& at, std::vector<Expression>& all);
  void pathless(json::Value& operand, const Scope& scope, const At& at, std::vector<Expression>& all);
  void logical(std::string_view op, json::Value& operand, const Scope& scope, const At& at,
               std::vector<Expression>& all);
  void constant(json::Value& operand, const At& at, std::vector<Expression>& all);
  void computed(json::Value& operand, const Scope& scope, const At& at, std::vector<Expression>& all);

  json::Arena& arena_;
  Report& report_;
  std::size_t nodes_ = 0;
};

/// Whether the operator stands where field names stand ($and, $expr, $comment ...), also if it is refused there.
bool isPathless(std::string_view op);

}  // namespace journeys::query
