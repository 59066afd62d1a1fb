// The string operators of `$expr` (MongoDB manual, "String Expression Operators"). Case is that of ASCII letters, as
// in MongoDB; lengths and positions count code points.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <vector>

#include "json/time.h"
#include "query/expr_evaluate.h"

namespace journeys::query {

using json::Kind;
using json::Number;
using json::Value;

namespace {

bool startsCodePoint(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::int64_t countCodePoints(std::string_view text) {
  std::int64_t count = 0;
  for (const char byte : text) count += startsCodePoint(byte) ? 1 : 0;
  return count;
}

// The byte at which a code point starts, or the end of the text.
std::size_t offsetOf(std::string_view text, std::int64_t codePoint) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (startsCodePoint(text[at]) && codePoint-- == 0) return at;
  }
  return text.size();
}

std::string written(const Number& number) {
  if (const std::optional<std::int64_t> whole = number.integer()) return std::to_string(*whole);
  if (number.isNaN()) return "NaN";
  const double value = number.nearest();
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.15g", value);
  if (std::strtod(digits, nullptr) != value) std::snprintf(digits, sizeof digits, "%.17g", value);
  return digits;
}

// A position or a length: a whole number, not negative.
std::optional<std::int64_t> wholeCount(const Value* value) {
  if (value == nullptr || value->kind != Kind::Number) return std::nullopt;
  const std::optional<std::int64_t> whole = value->number.integer();
  if (!whole || *whole < 0 || *whole > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  return whole;
}

}  // namespace

// Null and missing are the empty text; numbers and dates are written; anything else fails.
std::string_view ExprEvaluation::asText(const Value* value) {
  if (isNullish(value)) return {};
  if (value->kind == Kind::String) return value->text;
  if (value->kind == Kind::Number) return arena_.keep(written(value->number));
  if (value->kind == Kind::Date) return arena_.keep(json::formatMilliseconds(value->milliseconds));
  failed_ = true;
  return {};
}

const Value* ExprEvaluation::concat(const ExprNode& node) {
  std::vector<std::string_view> parts;
  std::size_t size = 0;
  for (const ExprNode& operand : node.operands) {
    const Value* value = compute(operand);
    if (failed_) return nullptr;
    if (isNullish(value)) return make(Kind::Null);
    if (value->kind != Kind::String) return fail();
    parts.push_back(value->text);
    size += value->text.size();
  }
  char* joined = room(size);
  if (failed_) return nullptr;
  char* at = joined;
  for (const std::string_view part : parts) at = std::copy(part.begin(), part.end(), at);
  return text({joined, size});
}

const Value* ExprEvaluation::changeCase(const ExprNode& node, bool upper) {
  const std::string_view from = asText(compute(node.operands[0]));
  char* changed = failed_ ? nullptr : room(from.size());
  if (failed_) return nullptr;
  const char first = upper ? 'a' : 'A';
  const char last = upper ? 'z' : 'Z';
  for (std::size_t i = 0; i < from.size(); ++i) {
    changed[i] = from[i] >= first && from[i] <= last ? static_cast<char>(from[i] ^ 0x20) : from[i];
  }
  return text({changed, from.size()});
}

const Value* ExprEvaluation::length(const ExprNode& node) {
  const Value* value = compute(node.operands[0]);
  if (failed_ || value == nullptr || value->kind != Kind::String) return fail();
  return number(Number::of(countCodePoints(value->text)));
}

const Value* ExprEvaluation::substring(const ExprNode& node) {
  const std::string_view from = asText(compute(node.operands[0]));
  const std::optional<std::int64_t> start = wholeCount(compute(node.operands[1]));
  const std::optional<std::int64_t> count = wholeCount(compute(node.operands[2]));
  if (failed_ || !start || !count) return fail();
  const std::string_view rest = from.substr(offsetOf(from, *start));
  return text(rest.substr(0, offsetOf(rest, *count)));
}

}  // namespace journeys::query
