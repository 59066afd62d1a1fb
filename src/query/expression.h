// What a query means, as a tree: the form between parse.h, which writes it, and those who read it (match.h,
// trace.h, need.h, the index over all conditions). It is data: it neither reads JSON nor looks at records.
//
// Negations are explicit: `$ne` is Not(Equal), `$nin` Not(In), `{$exists: false}` Not(Exists); several fields or
// several operators are And; `$all` is And of Equal, Match or ElemMatch... over the same path.
//
// A leaf asks about a path and holds if *any* value the path offers does what it says (path.h), "missing" being
// one of them. Inside ElemMatchValue leaves have the empty path: they are about the element, as it is.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "json/value.h"
#include "query/path.h"

namespace journeys::query {

class Expr;   // expr.h
class Regex;  // regex.h
struct Expression;

/// `{}`, `$alwaysTrue`: holds for every record.
struct Always {};

/// `$all: []`, `$alwaysFalse`, equality with a regular expression: holds for no record.
struct Never {};

/// Every child holds. Never empty.
struct And {
  std::vector<Expression> children;
};

/// Some child holds. Never empty.
struct Or {
  std::vector<Expression> children;
};

/// No child holds. Never empty.
struct Nor {
  std::vector<Expression> children;
};

/// The child does not hold.
struct Not {
  std::unique_ptr<Expression> child;
};

/// Offered: a value equal to `value`; null also meets "missing".
struct Equal {
  Path path;
  const json::Value* value = nullptr;
};

enum class Order : std::uint8_t { Less, LessOrEqual, Greater, GreaterOrEqual };

/// Offered: a value of the kind of `value` that is so ordered to it. With null, the orders that include equality
/// meet null and "missing".
struct Ordered {
  Path path;
  Order order = Order::Less;
  const json::Value* value = nullptr;
};

/// Offered: one of the values, or a string that one of the patterns meets. Both empty: holds for no record.
struct In {
  Path path;
  std::vector<const json::Value*> values;  // ascending by compare(), without duplicates
  std::vector<std::shared_ptr<const Regex>> patterns;
  bool hasNull = false;  // one of the values is null: "missing" is met too
};

/// Offered: anything but "missing".
struct Exists {
  Path path;
};

/// One bit for each type that a record can hold; `$type` may name others, which nothing meets.
enum class Type : std::uint16_t {
  Double = 1 << 0,  // any number that is not a whole one within 64 bits
  String = 1 << 1,
  Object = 1 << 2,
  Array = 1 << 3,
  ObjectId = 1 << 4,
  Boolean = 1 << 5,
  Date = 1 << 6,
  Null = 1 << 7,
  Int = 1 << 8,   // a whole number within 32 bits, however it is written
  Long = 1 << 9,  // a whole number within 64 bits but not 32
};

/// Offered: a value of one of the types.
struct OfType {
  Path path;
  std::uint16_t types = 0;  // bits of Type; 0: legal, and holds for no record
};

/// Offered: a string that the pattern meets.
struct Match {
  Path path;
  std::shared_ptr<const Regex> pattern;
};

/// Offered: a number that, cut to a whole one, leaves the remainder when divided.
struct Mod {
  Path path;
  std::int64_t divisor = 1;  // never 0
  std::int64_t remainder = 0;
};

enum class BitTest : std::uint8_t { AllSet, AllClear, AnySet, AnyClear };

/// Offered: a whole number within 64 bits whose bits pass the test. A mask of 0 passes both "all" tests.
struct Bits {
  Path path;
  BitTest test = BitTest::AllSet;
  std::uint64_t mask = 0;
};

/// Offered (Leaf::Whole): an array with so many elements.
struct Size {
  Path path;
  std::uint64_t count = 0;
};

/// Offered (Leaf::Whole): an array with an element that is an object, or an array taken as one, for which the
/// query holds. The query's paths start at the element.
struct ElemMatchObject {
  Path path;
  std::unique_ptr<Expression> query;
};

/// Offered (Leaf::Whole): an array with an element for which all the tests hold.
struct ElemMatchValue {
  Path path;
  std::vector<Expression> tests;  // leaves, or Nots and Ands of leaves, all with the empty path
};

/// `$expr`: computed from the whole record.
struct Computed {
  std::shared_ptr<const Expr> expr;
};

/// One node. Immutable once its condition is parsed; literals belong to the condition.
struct Expression {
  using Node = std::variant<Always, Never, And, Or, Nor, Not, Equal, Ordered, In, Exists, OfType, Match, Mod, Bits,
                            Size, ElemMatchObject, ElemMatchValue, Computed>;

  Node node;
  std::string_view op = "$and";          // the operator as the user knows it: `$ne` for a Not of Equal
  const json::Value* operand = nullptr;  // what was written behind it, for trace.h; null where nothing was
};

/// The path of a leaf, or null for the others.
const Path* pathOf(const Expression& expression);

/// Whether it provably holds for every record, or for none.
bool isAlways(const Expression& expression);
bool isNever(const Expression& expression);

/// What a query may have at most (contract/queries.md, Limits): documents and arrays within each other, keys and
/// elements in all, bytes of a regular expression.
inline constexpr int kMaxDepth = 100;
inline constexpr std::size_t kMaxNodes = 10'000;
inline constexpr std::size_t kMaxPattern = 32'764;

}  // namespace journeys::query
