#include "query/condition.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "json/scanner.h"
#include "query/canonical.h"
#include "query/match.h"
#include "query/need.h"
#include "query/parse.h"
#include "query/record.h"
#include "query/trace.h"

namespace journeys::query {

Condition::Parsed Condition::parse(std::string_view json) {
  const std::shared_ptr<Condition> condition(new Condition);
  condition->text_ = json;
  Report report;
  const json::Scanned read = json::read(condition->text_, condition->arena_, json::Keys::AsWritten);
  if (!read) {
    report.fault(At(),
                 "not JSON: " + std::string(read.error.message) + " at byte " + std::to_string(read.error.offset));
    return {nullptr, std::move(report.faults())};
  }
  condition->expression_ = Parser(condition->arena_, report).parse(*read.value);
  if (report.hasFaults()) return {nullptr, std::move(report.faults())};
  condition->canonical_ = query::canonical(condition->text_);
  return {condition, {}};
}

void Condition::need(json::Projection& projection) const {
  castPlaces(projection);
  addNeeds(expression_, projection);
}

bool Condition::matches(const json::Value& record) const { return query::matches(expression_, record); }

nlohmann::ordered_json Condition::explain(const json::Value& record) const { return trace(expression_, record); }

}  // namespace journeys::query
