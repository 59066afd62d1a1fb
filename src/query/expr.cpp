#include "query/expr.h"

#include "query/expr_evaluate.h"
#include "query/expr_node.h"
#include "query/expr_parse.h"

namespace journeys::query {

namespace {

void needFields(const ExprNode& node, json::Projection& projection) {
  if (node.op == ExprOp::Field) projection.need(node.path.components(), json::Need::Whole);
  for (const ExprNode& operand : node.operands) needFields(operand, projection);
}

}  // namespace

Expr::Expr(std::unique_ptr<const ExprNode> root) : root_(std::move(root)) {}
Expr::~Expr() = default;

std::unique_ptr<Expr> Expr::parse(const json::Value& spec, const std::string& path, std::vector<Fault>& faults,
                                  json::Arena& arena) {
  Faults found;
  auto root = std::make_unique<const ExprNode>(parseExpr(spec, path, found, arena));
  const bool good = found.empty();
  faults.insert(faults.end(), found.begin(), found.end());
  return good ? std::make_unique<Expr>(std::move(root)) : nullptr;
}

bool Expr::holds(const json::Value& record) const {
  static thread_local json::Arena arena;  // kept between records, so that its memory is
  ExprEvaluation evaluation(record, arena);
  const json::Value* result = evaluation.compute(*root_);
  const bool holds = isTrue(result) && !evaluation.failed();
  if (evaluation.tookMuch()) {
    arena = json::Arena();
  } else {
    arena.clear();
  }
  return holds;
}

void Expr::need(json::Projection& projection) const { needFields(*root_, projection); }

}  // namespace journeys::query
