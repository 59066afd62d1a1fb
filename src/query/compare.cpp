#include "query/compare.h"

namespace journeys::query {
namespace {

using json::Kind;
using json::Value;

/// The rank of a type among the others.
int rank(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return 0;
    case Kind::Number:
      return 1;
    case Kind::String:
      return 2;
    case Kind::Object:
      return 3;
    case Kind::Array:
      return 4;
    case Kind::ObjectId:
      return 5;
    case Kind::Boolean:
      return 6;
    case Kind::Date:
      return 7;
  }
  return 0;
}

template <class Ordering>
int sign(Ordering ordering) {
  return ordering < 0 ? -1 : (ordering > 0 ? 1 : 0);
}

int compareMembers(const Value& a, const Value& b) {
  const bool keyed = a.kind == Kind::Object;
  const Value* left = a.first;
  const Value* right = b.first;
  for (; left != nullptr && right != nullptr; left = left->next, right = right->next) {
    if (const int order = rank(left->kind) - rank(right->kind); order != 0) return order;
    if (keyed) {
      if (const int order = left->key.compare(right->key); order != 0) return order;
    }
    if (const int order = compare(*left, *right); order != 0) return order;
  }
  return left != nullptr ? 1 : (right != nullptr ? -1 : 0);
}

}  // namespace

int compareNumbers(const json::Number& a, const json::Number& b) {
  const std::partial_ordering order = a <=> b;
  if (order != std::partial_ordering::unordered) return sign(order);
  return a.isNaN() ? -1 : 1;
}

int compare(const Value& a, const Value& b) {
  if (a.kind != b.kind) return rank(a.kind) - rank(b.kind);
  switch (a.kind) {
    case Kind::Null:
      return 0;
    case Kind::Number:
      return compareNumbers(a.number, b.number);
    case Kind::String:
      return a.text.compare(b.text);  // std::char_traits<char> compares as unsigned bytes
    case Kind::Object:
    case Kind::Array:
      return compareMembers(a, b);
    case Kind::ObjectId:
      return sign(a.objectId <=> b.objectId);
    case Kind::Boolean:
      return static_cast<int>(a.boolean) - static_cast<int>(b.boolean);
    case Kind::Date:
      return sign(a.milliseconds <=> b.milliseconds);
  }
  return 0;
}

bool equal(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::String) return json::isSameText(a.text, b.text);
  if (a.isContainer() && a.size != b.size) return false;
  return compare(a, b) == 0;
}

}  // namespace journeys::query
