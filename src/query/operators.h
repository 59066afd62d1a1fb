// Reads the operators that stand behind a field's name: {"a": {"$gt": 1, "$lt": 3}}. Internal to parse.h.
//
// operators.cpp tells the operators apart and reads those of one operand, operators_lists.cpp $in, $nin and $all,
// operators_nested.cpp $not and $elemMatch.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/literal.h"
#include "query/parse.h"
#include "query/pattern.h"

namespace journeys::query {

/// Reads one object of operators, all about the same field.
class Operators {
 public:
  Operators(Parser& parser, const Field& field, std::vector<Expression>& all)
      : parser_(parser), report_(parser.report()), field_(field), all_(all) {}

  void read(json::Value& object, const At& at);

  /// Equality with a value, written as `op` or plainly.
  void equal(std::string_view op, json::Value& operand, const At& at);

  /// The regular expression that an object holds.
  void match(json::Value& holder, const At& at);

 private:
  void one(json::Value& object, json::Value& operand, const At& objectAt);
  bool comparison(json::Value& operand, const At& at);
  bool list(json::Value& operand, const At& at);
  bool structure(json::Value& operand, const At& at);
  bool property(json::Value& operand, const At& at);
  bool bits(json::Value& operand, const At& at);

  void notEqual(json::Value& operand, const At& at);
  void ordered(Order order, json::Value& operand, const At& at);
  void in(json::Value& operand, const At& at);
  std::optional<In> members(json::Value& operand, const At& at);
  void all(json::Value& operand, const At& at);
  void allMember(json::Value& member, bool elemMatches, const At& at, std::vector<Expression>& children);
  void negation(json::Value& operand, const At& at);
  void elemMatch(json::Value& operand, const At& at, std::vector<Expression>& into);
  std::shared_ptr<const Regex> listedPattern(json::Value& written, const At& at);

  Field target(const json::Value& operand) const;
  bool isArray(const json::Value& operand, const At& at);
  template <class Node>
  void add(const json::Value& operand, Node node) {
    all_.push_back(parser_.make(operand.key, std::move(node), &operand));
  }
  template <class Node>
  Expression negated(std::string_view op, std::string_view inner, const json::Value& operand, Node node) {
    auto child = std::make_unique<Expression>(parser_.make(inner, std::move(node), &operand));
    return parser_.make(op, Not{std::move(child)}, &operand);
  }

  Parser& parser_;
  Report& report_;
  const Field& field_;
  std::vector<Expression>& all_;
};

}  // namespace journeys::query
