// Whatever text a query is, reading it ends in a condition or in faults; and a condition gives one answer, whole or
// projected, explained or not. Input: a query, a line feed, a document.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "json/scanner.h"
#include "query/condition.h"
#include "query/record.h"

namespace {

using namespace journeys;

void require(bool holds) {
  if (!holds) std::abort();
}

const json::Projection& everything() {
  static const json::Projection projection = [] {
    json::Projection all;
    all.need({}, json::Need::Whole);
    query::castPlaces(all);
    return all;
  }();
  return projection;
}

void compareAnswers(const query::Condition& condition, std::string_view document) {
  json::Arena arena;
  const json::Scanned whole = json::scan(document, 0, everything(), json::Projection::kRoot, arena);
  json::Projection projection;
  condition.need(projection);
  const json::Scanned part = json::scan(document, 0, projection, json::Projection::kRoot, arena);
  require(static_cast<bool>(whole) == static_cast<bool>(part));
  if (!whole || whole.value->kind != json::Kind::Object) return;
  const bool answer = condition.matches(*whole.value);
  require(condition.matches(*part.value) == answer);
  require(condition.explain(*whole.value)["held"].get<bool>() == answer);
  require(!answer || condition.canMatch());
  require(answer || !condition.isEmpty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const query::Condition::Parsed parsed = query::Condition::parse(input.substr(0, line));
  require((parsed.condition == nullptr) == !parsed.faults.empty());
  if (parsed.condition == nullptr) return 0;
  const query::Condition::Parsed again = query::Condition::parse(parsed.condition->canonical());
  require(again.condition != nullptr && again.condition->canonical() == parsed.condition->canonical());
  if (line < size) compareAnswers(*parsed.condition, input.substr(line + 1));
  return 0;
}
