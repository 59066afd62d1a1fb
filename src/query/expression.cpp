#include "query/expression.h"

#include <algorithm>

#include "query/expr.h"

namespace journeys::query {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
// Written out: the compilers of older Emscriptens do not deduce an aggregate's arguments.
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

template <class Node>
concept PathLeaf = requires(const Node& node) {
  node.path;
};

bool allAlways(const std::vector<Expression>& children) {
  return std::all_of(children.begin(), children.end(), isAlways);
}
bool anyAlways(const std::vector<Expression>& children) {
  return std::any_of(children.begin(), children.end(), isAlways);
}
bool allNever(const std::vector<Expression>& children) {
  return std::all_of(children.begin(), children.end(), isNever);
}
bool anyNever(const std::vector<Expression>& children) {
  return std::any_of(children.begin(), children.end(), isNever);
}

}  // namespace

const Path* pathOf(const Expression& expression) {
  return std::visit(
      [](const auto& node) -> const Path* {
        if constexpr (PathLeaf<std::remove_cvref_t<decltype(node)>>) return &node.path;
        return nullptr;
      },
      expression.node);
}

bool isAlways(const Expression& expression) {
  return std::visit(
      Overloaded{[](const Always&) { return true; }, [](const And& node) { return allAlways(node.children); },
                 [](const Or& node) { return anyAlways(node.children); },
                 [](const Nor& node) { return allNever(node.children); },
                 [](const Not& node) { return isNever(*node.child); }, [](const auto&) { return false; }},
      expression.node);
}

/// Two equalities on one path are no contradiction: an array can meet both.
bool isNever(const Expression& expression) {
  return std::visit(
      Overloaded{[](const Never&) { return true; }, [](const And& node) { return anyNever(node.children); },
                 [](const Or& node) { return allNever(node.children); },
                 [](const Nor& node) { return anyAlways(node.children); },
                 [](const Not& node) { return isAlways(*node.child); },
                 [](const In& node) { return node.values.empty() && node.patterns.empty(); },
                 [](const OfType& node) { return node.types == 0; },
                 [](const ElemMatchObject& node) { return isNever(*node.query); },
                 [](const ElemMatchValue& node) { return anyNever(node.tests); }, [](const auto&) { return false; }},
      expression.node);
}

}  // namespace journeys::query
