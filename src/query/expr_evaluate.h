// Computes a `$expr` for one record. Results live in an arena that the caller clears. Work and memory are bounded:
// what would take more fails, as it does in MongoDB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json/value.h"
#include "query/expr_node.h"

namespace journeys::query {

/// Null, or a field that is not there.
inline bool isNullish(const json::Value* value) { return value == nullptr || value->kind == json::Kind::Null; }

/// What `$and`, `$or`, `$not`, `$cond` and `$expr` itself take for true: all but false, zero, null and missing.
bool isTrue(const json::Value* value);

class ExprEvaluation {
 public:
  /// Elements of lists and bytes of text that one evaluation may make; MongoDB's limits are 100 MB for an operator
  /// and 16 MB for a string.
  static constexpr std::size_t kMaxValues = 1'000'000;
  static constexpr std::size_t kMaxText = std::size_t{16} << 20;

  ExprEvaluation(const json::Value& record, json::Arena& arena) : record_(record), arena_(arena) {}

  /// Null is "missing". If it failed(), the answer means nothing.
  const json::Value* compute(const ExprNode& node);
  bool failed() const { return failed_; }
  /// Whether it took so much memory that it is better given back.
  bool tookMuch() const { return values_ > kMaxValues / 100 || text_ > kMaxText / 100; }

 private:
  const json::Value* field(const json::Value& from, const Path& path, std::size_t at);
  const json::Value* list(const ExprNode& node);
  const json::Value* object(const ExprNode& node);
  const json::Value* compareOperands(const ExprNode& node);
  const json::Value* logical(const ExprNode& node);
  const json::Value* isIn(const ExprNode& node);
  const json::Value* firstGiven(const ExprNode& node);
  const json::Value* difference(const ExprNode& node);

  // expr_arithmetic.cpp
  const json::Value* add(const ExprNode& node);
  const json::Value* subtract(const ExprNode& node);
  const json::Value* multiply(const ExprNode& node);
  const json::Value* divide(const ExprNode& node);
  const json::Value* absolute(const ExprNode& node);

  // expr_strings.cpp
  const json::Value* concat(const ExprNode& node);
  const json::Value* changeCase(const ExprNode& node, bool upper);
  const json::Value* length(const ExprNode& node);
  const json::Value* substring(const ExprNode& node);
  std::string_view asText(const json::Value* value);

  json::Value* make(json::Kind kind);
  const json::Value* number(json::Number number);
  const json::Value* boolean(bool value);
  const json::Value* text(std::string_view text);
  const json::Value* date(std::int64_t milliseconds);
  char* room(std::size_t bytes);
  const json::Value* fail() {
    failed_ = true;
    return nullptr;
  }

  const json::Value& record_;
  json::Arena& arena_;
  std::size_t values_ = 0;
  std::size_t text_ = 0;
  bool failed_ = false;
};

}  // namespace journeys::query
