#include "query/trace.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "query/expr.h"
#include "query/match.h"
#include "query/regex.h"
#include "query/render.h"

namespace journeys::query {
namespace {

using Json = nlohmann::ordered_json;
using json::Kind;
using json::Value;

constexpr std::size_t kMostMet = 5;
constexpr std::size_t kMostNodes = 20'000;

/// What a leaf's path offered: the first value that met the leaf, and some of the others.
struct Offered {
  bool held = false;
  const Value* deciding = nullptr;
  std::vector<const Value*> others;
  std::size_t count = 0;
};

Offered offeredTo(const Expression& leaf, const Value& record) {
  Offered offered;
  anyOffered(*pathOf(leaf), record, leafOf(leaf), [&](const Value* value) {
    ++offered.count;
    if (!offered.held && meets(leaf, value)) {
      offered.held = true;
      offered.deciding = value;
    } else if (offered.others.size() < kMostMet) {
      offered.others.push_back(value);
    }
    return false;
  });
  return offered;
}

Json operandOf(const Expression& node) {
  if (const auto* match = std::get_if<Match>(&node.node)) {
    return '/' + match->pattern->pattern() + '/' + match->pattern->options();
  }
  return render(*node.operand);
}

class Tracer {
 public:
  Json trace(const Expression& expression, const Value& record) {
    ++nodes_;
    if (pathOf(expression) != nullptr) return leaf(expression, expression, record, false);
    if (const auto* node = std::get_if<Not>(&expression.node)) return negation(expression, *node, record);
    if (const auto* node = std::get_if<And>(&expression.node)) {
      return branch(expression, node->children, record, [](std::size_t held, std::size_t all) { return held == all; });
    }
    if (const auto* node = std::get_if<Or>(&expression.node)) {
      return branch(expression, node->children, record, [](std::size_t held, std::size_t) { return held > 0; });
    }
    if (const auto* node = std::get_if<Nor>(&expression.node)) {
      return branch(expression, node->children, record, [](std::size_t held, std::size_t) { return held == 0; });
    }
    Json json{{"op", expression.op}, {"held", matches(expression, record)}};
    if (expression.operand != nullptr) json["operand"] = render(*expression.operand);
    return json;
  }

 private:
  bool isFull() const { return nodes_ >= kMostNodes; }

  template <class Decide>
  Json branch(const Expression& expression, const std::vector<Expression>& nodes, const Value& record, Decide decide) {
    Json json{{"op", expression.op}, {"held", false}};
    Json children = Json::array();
    std::size_t held = 0;
    for (const Expression& node : nodes) {
      if (isFull()) {
        json["cut"] = true;
        held += matches(node, record) ? 1U : 0U;
        continue;
      }
      children.push_back(trace(node, record));
      held += children.back()["held"].get<bool>() ? 1U : 0U;
    }
    json["held"] = decide(held, nodes.size());
    json["children"] = std::move(children);
    return json;
  }

  /// `$ne`, `$nin` and `{$exists: false}` are one node for the user.
  Json negation(const Expression& expression, const Not& node, const Value& record) {
    if (expression.op != "$not") return leaf(expression, *node.child, record, true);
    Json child = trace(*node.child, record);
    const bool held = !child["held"].get<bool>();
    return Json{{"op", expression.op}, {"held", held}, {"children", Json::array({std::move(child)})}};
  }

  Json leaf(const Expression& shown, const Expression& asked, const Value& record, bool negated) {
    const Offered offered = offeredTo(asked, record);
    Json json{{"op", shown.op}};
    if (!pathOf(asked)->empty()) json["path"] = pathOf(asked)->text();
    json["held"] = offered.held != negated;
    if (shown.operand != nullptr) json["operand"] = operandOf(shown);
    Json met = Json::array();
    if (offered.held) met.push_back(renderOffered(offered.deciding));
    for (const Value* other : offered.others) {
      if (met.size() < kMostMet) met.push_back(renderOffered(other));
    }
    const std::size_t shownCount = met.size();
    json["met"] = std::move(met);
    if (offered.count > shownCount) json["more"] = offered.count - shownCount;
    if (shown.operand == nullptr) elements(asked, offered, json);
    return json;
  }

  /// Of `$elemMatch`: the element that met it, or why the first ones did not.
  void elements(const Expression& elemMatch, const Offered& offered, Json& json) {
    Json children = Json::array();
    const Value* array = offered.deciding;
    for (const Value* other : offered.others) {
      if (array == nullptr && other != nullptr && other->kind == Kind::Array) array = other;
    }
    if (array != nullptr) {
      const Value* const only = offered.held ? meetingElement(elemMatch, *array) : nullptr;
      std::size_t index = 0;
      for (const Value& value : *array) {
        if (only == nullptr && index == kMostMet) break;
        if (isFull()) {
          json["cut"] = true;
          break;
        }
        if (only == nullptr || only == &value) children.push_back(element(elemMatch, value, index));
        ++index;
      }
    }
    json["children"] = std::move(children);
  }

  Json element(const Expression& elemMatch, const Value& value, std::size_t index) {
    ++nodes_;
    Json json{{"op", "element"}, {"path", std::to_string(index)}, {"held", false}};
    Json children = Json::array();
    if (const auto* node = std::get_if<ElemMatchObject>(&elemMatch.node)) {
      if (value.isContainer()) {
        children.push_back(trace(*node->query, value));
        json["held"] = children.back()["held"];
      } else {
        json["met"] = Json::array({render(value)});
      }
    } else if (const auto* tests = std::get_if<ElemMatchValue>(&elemMatch.node)) {
      bool held = true;
      for (const Expression& test : tests->tests) {
        children.push_back(trace(test, value));
        held = held && children.back()["held"].get<bool>();
      }
      json["held"] = held;
    }
    json["children"] = std::move(children);
    return json;
  }

  std::size_t nodes_ = 0;
};

}  // namespace

Json trace(const Expression& expression, const Value& record) { return Tracer().trace(expression, record); }

}  // namespace journeys::query
