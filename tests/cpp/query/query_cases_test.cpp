// The table of rules and edges of contract/queries.md, tests/data/queries.json. The wasm package runs the same table.
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "query/reading.h"

namespace journeys::query {
namespace {

using Json = nlohmann::ordered_json;

const Json& table() {
  static const Json rows = [] {
    std::ifstream file(JOURNEYS_TEST_DATA "/queries.json");
    REQUIRE(file);
    return Json::parse(file);
  }();
  return rows;
}

/// A member that is given as JSON, or, where its spelling counts, as text.
std::string textOf(const Json& row, const char* name) {
  const std::string asText = std::string(name) + "Text";
  return row.contains(asText) ? row[asText].get<std::string>() : row[name].dump();
}

/// Calls `check(row, query, rule)` with the rows that expect an answer, or those that expect a fault.
template <class Check>
void eachRow(bool expectsAnswer, Check check) {
  std::size_t rows = 0;
  for (const Json& row : table()) {
    if (row.contains("matches") != expectsAnswer) continue;
    ++rows;
    check(row, textOf(row, "query"), row["rule"].get<std::string>());
  }
  CHECK(rows > 100);
}

TEST_CASE("the table has at least 400 rows, each with a rule") {
  CHECK(table().size() >= 400);
  for (const Json& row : table()) {
    CHECK(row.contains("rule"));
    CHECK(row.contains("matches") != row.contains("error"));
  }
}

TEST_CASE("a condition answers as MongoDB does, for every row of the table") {
  eachRow(true, [](const Json& row, const std::string& query, const std::string& rule) {
    const std::string document = textOf(row, "document");
    INFO(rule << "\n  " << query << "\n  " << document);
    const Condition::Parsed parsed = Condition::parse(query);
    for (const Fault& fault : parsed.faults) UNSCOPED_INFO(fault.path << ": " << fault.message);
    CHECK(parsed.condition != nullptr);
    if (parsed.condition == nullptr) return;
    CHECK(parsed.condition->matches(*Document(document)) == row["matches"].get<bool>());
  });
}

TEST_CASE("reading only what a condition needs does not change its answer") {
  eachRow(true, [](const Json& row, const std::string& query, const std::string& rule) {
    const std::string document = textOf(row, "document");
    INFO(rule << "\n  " << query << "\n  " << document);
    const auto condition = conditionOf(query);
    json::Projection projection;
    condition->need(projection);
    CHECK(condition->matches(*Document(document, projection)) == row["matches"].get<bool>());
  });
}

TEST_CASE("reading what all conditions together need does not change the answer of one") {
  json::Projection projection;
  eachRow(true,
          [&](const Json&, const std::string& query, const std::string&) { conditionOf(query)->need(projection); });
  eachRow(true, [&](const Json& row, const std::string& query, const std::string& rule) {
    const std::string document = textOf(row, "document");
    INFO(rule << "\n  " << query << "\n  " << document);
    CHECK(conditionOf(query)->matches(*Document(document, projection)) == row["matches"].get<bool>());
  });
}

TEST_CASE("an explanation holds exactly where the condition does") {
  eachRow(true, [](const Json& row, const std::string& query, const std::string& rule) {
    const std::string document = textOf(row, "document");
    INFO(rule << "\n  " << query << "\n  " << document);
    const Json trace = conditionOf(query)->explain(*Document(document));
    CHECK(trace["held"].get<bool>() == row["matches"].get<bool>());
  });
}

TEST_CASE("what provably cannot be met, or always is, agrees with the answers") {
  eachRow(true, [](const Json& row, const std::string& query, const std::string& rule) {
    INFO(rule << "\n  " << query);
    const auto condition = conditionOf(query);
    if (row["matches"].get<bool>()) {
      CHECK(condition->canMatch());
    } else {
      CHECK_FALSE(condition->isEmpty());
    }
  });
}

TEST_CASE("the canonical form of a condition is the same query") {
  eachRow(true, [](const Json& row, const std::string& query, const std::string& rule) {
    const std::string document = textOf(row, "document");
    INFO(rule << "\n  " << query << "\n  " << document);
    const auto condition = conditionOf(query);
    const auto again = conditionOf(condition->canonical());
    CHECK(again->canonical() == condition->canonical());
    CHECK(again->matches(*Document(document)) == row["matches"].get<bool>());
  });
}

TEST_CASE("a query that MongoDB refuses, or that is not supported, is refused at its path") {
  eachRow(false, [](const Json& row, const std::string& query, const std::string& rule) {
    INFO(rule << "\n  " << query);
    const Faults faults = faultsOf(query);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].path == row["error"]["path"].get<std::string>());
    CHECK(faults[0].message == row["error"]["message"].get<std::string>());
  });
}

}  // namespace
}  // namespace journeys::query
