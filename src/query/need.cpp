#include "query/need.h"

#include <algorithm>

#include "query/expr.h"

namespace journeys::query {
namespace {

using json::Need;
using json::Projection;

/// Scalars are compared with scalars and elements: containers among them need not be looked into.
Need needFor(const json::Value& value) { return value.isContainer() ? Need::Whole : Need::Elements; }

Need needOf(const Expression& leaf);

/// What the tests of a `$elemMatch` need of the elements, which their array's Elements gives down to their kind.
Need needOfTests(const std::vector<Expression>& tests) {
  return std::any_of(tests.begin(), tests.end(), [](const auto& test) { return needOf(test) == Need::Whole; })
             ? Need::Whole
             : Need::Elements;
}

/// Of what stands at a leaf's path; inside the value form of `$elemMatch`, of the element.
struct NeedOf {
  bool inElement;

  Need operator()(const Equal& node) const { return needFor(*node.value); }
  Need operator()(const Ordered& node) const { return needFor(*node.value); }
  Need operator()(const In& node) const {
    return std::any_of(node.values.begin(), node.values.end(), [](const auto* value) { return value->isContainer(); })
               ? Need::Whole
               : Need::Elements;
  }
  Need operator()(const Exists&) const { return Need::Presence; }
  Need operator()(const Size&) const { return inElement ? Need::Whole : Need::Elements; }
  Need operator()(const ElemMatchObject&) const { return inElement ? Need::Whole : Need::Elements; }
  Need operator()(const ElemMatchValue& node) const { return inElement ? Need::Whole : needOfTests(node.tests); }
  Need operator()(const And& node) const { return needOfTests(node.children); }
  Need operator()(const Not& node) const { return needOf(*node.child); }
  template <class Node>
  Need operator()(const Node&) const {
    return Need::Elements;
  }
};

Need needOf(const Expression& leaf) { return std::visit(NeedOf{true}, leaf.node); }

struct AddNeeds {
  Projection& projection;
  Projection::Place base;

  void children(const std::vector<Expression>& nodes) const {
    for (const Expression& node : nodes) addNeeds(node, projection, base);
  }

  void operator()(const Always&) const {}
  void operator()(const Never&) const {}
  void operator()(const And& node) const { children(node.children); }
  void operator()(const Or& node) const { children(node.children); }
  void operator()(const Nor& node) const { children(node.children); }
  void operator()(const Not& node) const { addNeeds(*node.child, projection, base); }
  void operator()(const Computed& node) const { node.expr->need(projection); }
  void operator()(const ElemMatchObject& node) const {
    // Arrays are transparent to a projection: the paths of the elements start at the array's own place.
    addNeeds(*node.query, projection, projection.need(node.path.components(), Need::Elements, base));
  }
  template <class Leaf>
  void operator()(const Leaf& node) const {
    projection.need(node.path.components(), NeedOf{false}(node), base);
  }
};

}  // namespace

void addNeeds(const Expression& expression, Projection& projection, Projection::Place base) {
  std::visit(AddNeeds{projection, base}, expression.node);
}

}  // namespace journeys::query
