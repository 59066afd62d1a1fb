#include "query/match.h"

#include <algorithm>
#include <limits>

#include "query/compare.h"
#include "query/expr.h"
#include "query/literal.h"
#include "query/regex.h"

namespace journeys::query {
namespace {

using json::Kind;
using json::Value;

// ---- what each leaf says of one offered value; null is "missing"

bool leafMeets(const Equal& equal, const Value* offered) {
  if (offered == nullptr) return equal.value->kind == Kind::Null;
  return query::equal(*offered, *equal.value);
}

bool holds(Order order, int compared) {
  switch (order) {
    case Order::Less:
      return compared < 0;
    case Order::LessOrEqual:
      return compared <= 0;
    case Order::Greater:
      return compared > 0;
    case Order::GreaterOrEqual:
      return compared >= 0;
  }
  return false;
}

/// NaN meets only what includes equality, and only with NaN, though compare() orders it before all numbers.
bool leafMeets(const Ordered& ordered, const Value* offered) {
  const Value& value = *ordered.value;
  const bool orEqual = ordered.order == Order::LessOrEqual || ordered.order == Order::GreaterOrEqual;
  if (offered == nullptr) return value.kind == Kind::Null && orEqual;
  if (offered->kind != value.kind) return false;
  if (value.kind == Kind::Number && (value.number.isNaN() || offered->number.isNaN())) {
    return orEqual && value.number.isNaN() && offered->number.isNaN();
  }
  return holds(ordered.order, compare(*offered, value));
}

bool leafMeets(const In& in, const Value* offered) {
  if (offered == nullptr) return in.hasNull;
  const auto less = [](const Value* a, const Value* b) { return compare(*a, *b) < 0; };
  if (std::binary_search(in.values.begin(), in.values.end(), offered, less)) return true;
  return offered->kind == Kind::String && std::any_of(in.patterns.begin(), in.patterns.end(), [&](const auto& pattern) {
           return pattern->matches(offered->text);
         });
}

bool leafMeets(const Exists&, const Value* offered) { return offered != nullptr; }

bool leafMeets(const OfType& type, const Value* offered) {
  return offered != nullptr && (static_cast<unsigned>(typeOf(*offered)) & type.types) != 0;
}

bool leafMeets(const Match& match, const Value* offered) {
  return offered != nullptr && offered->kind == Kind::String && match.pattern->matches(offered->text);
}

bool leafMeets(const Mod& mod, const Value* offered) {
  if (offered == nullptr || offered->kind != Kind::Number) return false;
  const auto dividend = truncated(offered->number);
  if (!dividend) return false;
  // The one quotient that does not fit, INT64_MIN / -1, leaves no remainder.
  return (mod.divisor == -1 ? 0 : *dividend % mod.divisor) == mod.remainder;
}

bool leafMeets(const Bits& bits, const Value* offered) {
  if (offered == nullptr || offered->kind != Kind::Number) return false;
  const auto whole = offered->number.integer();
  if (!whole) return false;
  const auto set = static_cast<std::uint64_t>(*whole);
  switch (bits.test) {
    case BitTest::AllSet:
      return (set & bits.mask) == bits.mask;
    case BitTest::AllClear:
      return (~set & bits.mask) == bits.mask;
    case BitTest::AnySet:
      return (set & bits.mask) != 0;
    case BitTest::AnyClear:
      return (~set & bits.mask) != 0;
  }
  return false;
}

bool leafMeets(const Size& size, const Value* offered) {
  return offered != nullptr && offered->kind == Kind::Array && offered->size == size.count;
}

bool meetsElement(const ElemMatchObject& elemMatch, const Value& element) {
  return element.isContainer() && matches(*elemMatch.query, element);
}

bool meetsElement(const ElemMatchValue& elemMatch, const Value& element) {
  return std::all_of(elemMatch.tests.begin(), elemMatch.tests.end(),
                     [&](const Expression& test) { return matches(test, element); });
}

template <class ElemMatch>
const Value* findElement(const ElemMatch& elemMatch, const Value& array) {
  for (const Value& element : array) {
    if (meetsElement(elemMatch, element)) return &element;
  }
  return nullptr;
}

bool leafMeets(const ElemMatchObject& elemMatch, const Value* offered) {
  return offered != nullptr && offered->kind == Kind::Array && findElement(elemMatch, *offered) != nullptr;
}

bool leafMeets(const ElemMatchValue& elemMatch, const Value* offered) {
  return offered != nullptr && offered->kind == Kind::Array && findElement(elemMatch, *offered) != nullptr;
}

template <class Node>
constexpr Leaf kLeafOf = Leaf::Traverse;
template <>
constexpr Leaf kLeafOf<Size> = Leaf::Whole;
template <>
constexpr Leaf kLeafOf<ElemMatchObject> = Leaf::Whole;
template <>
constexpr Leaf kLeafOf<ElemMatchValue> = Leaf::Whole;

template <class Node>
concept PathLeaf = requires(const Node& node) {
  node.path;
};

// ---- the tree

struct Matcher {
  const Value& record;

  bool all(const std::vector<Expression>& children) const {
    return std::all_of(children.begin(), children.end(), [&](const auto& child) { return matches(child, record); });
  }
  bool any(const std::vector<Expression>& children) const {
    return std::any_of(children.begin(), children.end(), [&](const auto& child) { return matches(child, record); });
  }

  bool operator()(const Always&) const { return true; }
  bool operator()(const Never&) const { return false; }
  bool operator()(const And& node) const { return all(node.children); }
  bool operator()(const Or& node) const { return any(node.children); }
  bool operator()(const Nor& node) const { return !any(node.children); }
  bool operator()(const Not& node) const { return !matches(*node.child, record); }
  bool operator()(const Computed& node) const { return node.expr->holds(record); }

  template <PathLeaf Node>
  bool operator()(const Node& leaf) const {
    return anyOffered(leaf.path, record, kLeafOf<Node>, [&](const Value* offered) { return leafMeets(leaf, offered); });
  }
};

}  // namespace

bool matches(const Expression& expression, const Value& record) { return std::visit(Matcher{record}, expression.node); }

bool meets(const Expression& leaf, const Value* offered) {
  return std::visit(
      [&](const auto& node) {
        if constexpr (PathLeaf<std::remove_cvref_t<decltype(node)>>) return leafMeets(node, offered);
        return false;
      },
      leaf.node);
}

Leaf leafOf(const Expression& leaf) {
  return std::visit([](const auto& node) { return kLeafOf<std::remove_cvref_t<decltype(node)>>; }, leaf.node);
}

const Value* meetingElement(const Expression& leaf, const Value& array) {
  if (const auto* query = std::get_if<ElemMatchObject>(&leaf.node)) return findElement(*query, array);
  if (const auto* tests = std::get_if<ElemMatchValue>(&leaf.node)) return findElement(*tests, array);
  return nullptr;
}

Type typeOf(const Value& value) {
  switch (value.kind) {
    case Kind::Null:
      return Type::Null;
    case Kind::Boolean:
      return Type::Boolean;
    case Kind::Number: {
      const auto whole = value.number.integer();
      if (!whole) return Type::Double;
      const bool isInt =
          *whole >= std::numeric_limits<std::int32_t>::min() && *whole <= std::numeric_limits<std::int32_t>::max();
      return isInt ? Type::Int : Type::Long;
    }
    case Kind::String:
      return Type::String;
    case Kind::Array:
      return Type::Array;
    case Kind::Object:
      return Type::Object;
    case Kind::Date:
      return Type::Date;
    case Kind::ObjectId:
      return Type::ObjectId;
  }
  return Type::Null;
}

}  // namespace journeys::query
