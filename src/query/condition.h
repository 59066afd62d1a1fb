// A waypoint's condition: the face of this layer, which looks at json/ only. Text in; then, for any statement record,
// whether it meets the condition, and why (contract/queries.md). Knows neither journeys nor learners.
//
// parse.h reads a query into the tree of expression.h, typing its literals (literal.h) by their place (record.h);
// match.h decides, by path.h and compare.h; trace.h explains; need.h says what has to be read; index.h is for many.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "json/projection.h"
#include "json/value.h"
#include "query/expression.h"
#include "query/fault.h"

namespace journeys::query {

/// Immutable, so it may be shared and used by many readers at once.
class Condition {
 public:
  struct Parsed {
    std::shared_ptr<const Condition> condition;  // null if there is any fault
    Faults faults;
  };

  /// Reads a MongoDB query from JSON text. The text is copied. Never throws, whatever the text.
  static Parsed parse(std::string_view json);

  /// Asks for every path that matches() looks at, with the least need that suffices, and for the places that are
  /// dates and ObjectIds (record.h).
  void need(json::Projection& projection) const;

  /// Whether the record meets the condition. The record is a root object that was read under a projection which
  /// holds need(), or whole with castPlaces() (record.h). Allocates nothing but for `$expr` and regular expressions.
  bool matches(const json::Value& record) const;

  /// The same answer with its reasons, in the shape trace.h describes.
  nlohmann::ordered_json explain(const json::Value& record) const;

  const Expression& expression() const { return expression_; }

  /// Equal for conditions that are the same query but for white space and `$comment`s.
  const std::string& canonical() const { return canonical_; }

  /// `{}`: every record meets it.
  bool isEmpty() const { return isAlways(expression_); }

  /// False where provably no record can meet it.
  bool canMatch() const { return !isNever(expression_); }

  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

 private:
  Condition() = default;

  std::string text_;  // what literals and keys point into
  json::Arena arena_;
  Expression expression_;
  std::string canonical_;
};

}  // namespace journeys::query
