// `$expr`: a condition computed from the record with MongoDB's aggregation operators (MongoDB manual, "Aggregation
// Operators"; contract/queries.md, `$expr`). It knows nothing of the query around it.
//
// Where MongoDB would end the whole query with an error at a record (dividing by zero, `$size` of a number, ...), the
// condition does not hold for that record: one odd statement must not stop a journey. The error is that of the whole
// `$expr`, so a `$not` inside it does not turn it round; `$and`, `$or` and `$cond` skip what they need not compute.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "json/projection.h"
#include "json/value.h"
#include "query/fault.h"

namespace journeys::query {

struct ExprNode;  // expr_node.h

/// Immutable, and safe to use from many threads at once.
class Expr {
 public:
  /// Reads what stands behind `$expr`, at `path`. Null if it cannot be, with the faults added. Literals point into
  /// `arena` and into what `spec` points into.
  static std::unique_ptr<Expr> parse(const json::Value& spec, const std::string& path, std::vector<Fault>& faults,
                                     json::Arena& arena);

  /// Whether it computes to something true: anything but false, zero, null and missing.
  bool holds(const json::Value& record) const;

  /// Asks for every path that holds() looks at.
  void need(json::Projection& projection) const;

  explicit Expr(std::unique_ptr<const ExprNode> root);
  ~Expr();
  Expr(const Expr&) = delete;
  Expr& operator=(const Expr&) = delete;

 private:
  std::unique_ptr<const ExprNode> root_;
};

}  // namespace journeys::query
