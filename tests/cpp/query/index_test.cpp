// The index never changes an answer, and its cost does not grow with the conditions a record does not meet.
#include "query/index.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "catch.h"
#include "json/scanner.h"
#include "query_generator.h"

using journeys::query::Condition;
using journeys::query::Index;
using journeys::tests::QueryGenerator;
namespace json = journeys::json;

namespace {

using Conditions = std::vector<std::shared_ptr<const Condition>>;
using Ids = std::vector<std::uint32_t>;

std::shared_ptr<const Condition> condition(const std::string& query) {
  const Condition::Parsed parsed = Condition::parse(query);
  INFO(query);
  if (parsed.condition == nullptr) FAIL(parsed.faults.front().path << ": " << parsed.faults.front().message);
  return parsed.condition;
}

Conditions conditions(const std::vector<std::string>& queries) {
  Conditions all;
  for (const std::string& query : queries) all.push_back(condition(query));
  return all;
}

const json::Value& readUnder(const json::Projection& projection, const std::string& text, json::Arena& arena) {
  const json::Scanned scanned = json::scan(text, 0, projection, json::Projection::kRoot, arena);
  REQUIRE(scanned);
  return *scanned.value;
}

Ids matching(Index& index, const std::string& record) {
  json::Arena arena;
  Ids ids;
  index.match(readUnder(index.projection(), record, arena), ids);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::uint64_t seedFromEnvironment() {
  if (const char* seed = std::getenv("JOURNEYS_SEED")) return std::strtoull(seed, nullptr, 10);
  return static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
}

}  // namespace

TEST_CASE("the index answers as trying each condition does, for generated conditions and records", "[index]") {
  const std::uint64_t seed = seedFromEnvironment();
  CAPTURE(seed);  // JOURNEYS_SEED repeats a run
  QueryGenerator generate(seed);
  constexpr std::size_t kPairs = 250'000;
  std::size_t pairs = 0;
  std::size_t met = 0;
  std::string wrong;
  while (pairs < kPairs && wrong.empty()) {
    Conditions set;
    std::vector<std::string> queries;
    for (std::size_t i = 0; i < 25; ++i) {
      const std::string query = generate.query();
      const Condition::Parsed parsed = Condition::parse(query);
      if (parsed.condition == nullptr) continue;
      set.push_back(parsed.condition);
      queries.push_back(query);
    }
    Index index(set);
    json::Projection everything = index.projection();
    everything.need({}, json::Need::Whole);
    json::Arena arena;
    Ids ids;
    for (std::size_t i = 0; i < 20; ++i) {
      const std::string record = generate.document();
      arena.clear();
      const json::Value& projected = readUnder(index.projection(), record, arena);
      const json::Value& whole = readUnder(everything, record, arena);
      index.match(projected, ids);
      std::sort(ids.begin(), ids.end());
      Ids expected;
      for (std::uint32_t id = 0; id < set.size(); ++id) {
        if (set[id]->matches(whole)) expected.push_back(id);
      }
      pairs += set.size();
      met += expected.size();
      if (ids == expected) continue;
      for (std::uint32_t id = 0; id < set.size(); ++id) {
        const bool indexed = std::binary_search(ids.begin(), ids.end(), id);
        const bool single = set[id]->matches(whole);
        if (indexed != single)
          wrong += queries[id] + " on " + record + (indexed ? ": only indexed\n" : ": only alone\n");
      }
    }
  }
  INFO(wrong);
  INFO("pairs " << pairs << ", of which met " << met);
  CHECK(wrong.empty());
  CHECK(pairs >= 200'000);
  CHECK(met > pairs / 20);
}

TEST_CASE("each kind of anchor finds its condition", "[index]") {
  struct Case {
    std::string query;
    std::string record;
    bool meets;
    std::size_t unanchored;
  };
  const std::vector<Case> table = {
      {R"({"a":1})", R"({"a":1.0})", true, 0},
      {R"({"a":0})", R"({"a":-0.0})", true, 0},
      {R"({"a":9007199254740993})", R"({"a":9007199254740993.0})", true, 0},
      {R"({"a":9007199254740993})", R"({"a":9007199254740992})", false, 0},
      {R"({"a":"x"})", R"({"a":[1,"x"]})", true, 0},
      {R"({"a.b":"x"})", R"({"a":[{"b":["x"]}]})", true, 0},
      {R"({"a.0":"x"})", R"({"a":["x"]})", true, 0},
      {R"({"a.0":"x"})", R"({"a":{"0":"x"}})", true, 0},
      {R"({"a.0.b":"x"})", R"({"a":[{"b":"x"}]})", true, 0},
      {R"({"a.0.b":"x"})", R"({"a":{"0":{"b":"x"}}})", true, 0},
      {R"({"a.0.0":"x"})", R"({"a":[["x"]]})", true, 0},
      {R"({"a.0.0.0":"x"})", R"({"a":[[["x"]]]})", true, 1},
      {R"({"a":null})", "{}", true, 1},
      {R"({"a":[1]})", R"({"a":[1]})", true, 0},
      {R"({"a":{}})", R"({"a":{}})", true, 0},
      {R"({"a":{"$in":[1,"x"]}})", R"({"a":"x"})", true, 0},
      {R"({"a":{"$in":[1,null]}})", "{}", true, 1},
      {R"({"a":{"$in":[1,[2]]}})", R"({"a":[2]})", true, 0},
      {R"({"a":{"$in":[]}})", R"({"a":1})", false, 0},
      {R"({"a":{"$ne":1}})", "{}", true, 1},
      {R"({"a":{"$exists":true}})", R"({"a":null})", true, 0},
      {R"({"a":{"$exists":true}})", R"({"a":[]})", true, 0},
      {R"({"a":{"$exists":false}})", "{}", true, 1},
      {R"({"a":{"$gt":1}})", R"({"a":2})", true, 0},
      {R"({"a":{"$gte":null}})", "{}", true, 1},
      {R"({"a":{"$regex":"x"}})", R"({"a":["axb"]})", true, 0},
      {R"({"a":{"$regex":"^http://x/"}})", R"({"a":["http://x/y"]})", true, 0},
      {R"({"a":{"$regex":"^http://x/"}})", R"({"a":["http://x"]})", false, 0},
      {R"({"a":{"$regex":"^ab*"}})", R"({"a":"a"})", true, 0},
      {R"({"a":{"$regex":"^ab+c"}})", R"({"a":"abbc"})", true, 0},
      {R"({"a":{"$regex":"^a{0}b"}})", R"({"a":"b"})", true, 0},
      {R"({"a":{"$regex":"^A","$options":"i"}})", R"({"a":"a"})", true, 0},
      {R"({"a":{"$regex":"^a","$options":"m"}})", R"({"a":"b\na"})", true, 0},
      {R"({"a":{"$regex":"^a|b"}})", R"({"a":"b"})", true, 0},
      {R"({"a":{"$regex":"^é"}})", R"({"a":"éa"})", true, 0},
      {R"({"a":{"$in":[1,{"$regularExpression":{"pattern":"^ab","options":""}}]}})", R"({"a":"abc"})", true, 0},
      {R"({"a":{"$in":[1,{"$regularExpression":{"pattern":"^ab","options":""}}]}})", R"({"a":1})", true, 0},
      {R"({"a":{"$size":0}})", R"({"a":[]})", true, 0},
      {R"({"a":{"$all":["x","y"]}})", R"({"a":["y","x"]})", true, 0},
      {R"({"a":{"$elemMatch":{"b":"x","c":{"$ne":1}}}})", R"({"a":[{"b":"x"}]})", true, 0},
      {R"({"a":{"$elemMatch":{"b":{"$ne":1}}}})", R"({"a":[{}]})", true, 0},
      {R"({"a":{"$elemMatch":{"$eq":1}}})", R"({"a":[1]})", true, 0},
      {R"({"a":{"$elemMatch":{"$elemMatch":{"b":1}}}})", R"({"a":[[{"b":1}]]})", true, 0},
      {R"({"a":{"$elemMatch":{"0":1}}})", R"({"a":[[1]]})", true, 0},
      {R"({"$or":[{"a":1},{"b":1}]})", R"({"b":1})", true, 0},
      {R"({"$or":[{"a":1},{"b":{"$in":[]}}]})", R"({"a":1})", true, 0},
      {R"({"$or":[{"a":1},{"b":null}]})", "{}", true, 1},
      {R"({"$nor":[{"a":1}]})", "{}", true, 1},
      {R"({"$nor":[{"a":1}],"b":2})", R"({"b":2})", true, 0},
      {R"({"$expr":{"$eq":["$a",1]}})", R"({"a":1})", true, 1},
      {"{}", "{}", true, 1},
      {R"({"timestamp":"2020-01-01T00:00:00Z"})", R"({"timestamp":"2020-01-01T01:00:00+01:00"})", true, 0},
      {R"({"_id":"0123456789abcdef01234567"})", R"({"_id":"0123456789ABCDEF01234567"})", true, 0},
  };
  for (const Case& row : table) {
    INFO(row.query << " on " << row.record);
    Index index(conditions({row.query}));
    CHECK(matching(index, row.record) == (row.meets ? Ids{0} : Ids{}));
    CHECK(index.shape().unanchored == row.unanchored);
  }
}

TEST_CASE("equal conditions are tried once and all answered", "[index]") {
  Index index(conditions({R"({"a":1})", R"({"b":1})", R"({ "a" : 1 })", R"({"a":1,"$comment":"again"})"}));
  CHECK(index.shape().conditions == 2);
  CHECK(matching(index, R"({"a":1})") == Ids{0, 2, 3});
  CHECK(matching(index, R"({"a":1,"b":1})") == Ids{0, 1, 2, 3});
  CHECK(matching(index, "{}").empty());
}

TEST_CASE("a condition is filed under the leg that fewest share", "[index]") {
  std::vector<std::string> queries;
  for (int i = 0; i < 100; ++i) {
    queries.push_back(R"({"verb.id":"completed","object.id":"activity-)" + std::to_string(i) + R"(","ok":true})");
  }
  Index index(conditions(queries));
  CHECK(index.shape().longestPosting == 1);
  CHECK(index.shape().anchored == 100);
  CHECK(matching(index, R"({"verb":{"id":"completed"},"object":{"id":"activity-42"},"ok":true})") == Ids{42});
}

TEST_CASE("conditions on the beginning of a text are filed under it", "[index]") {
  std::vector<std::string> queries;
  for (int i = 10; i < 99; ++i)
    queries.push_back(R"({"a":{"$regex":"^http://x/course-)" + std::to_string(i) + R"("}})");
  queries.push_back(R"({"a":{"$regex":"^http://x/course-10/a"}})");
  Index index(conditions(queries));
  CHECK(index.shape().longestPosting == 1);
  CHECK(matching(index, R"({"a":"http://x/course-10/a"})") == Ids{0, 89});
}

TEST_CASE("a record that was not read under the index's projection gets the same answer", "[index]") {
  Index index(conditions({R"({"a":1})", R"({"a.b":{"$exists":true}})"}));
  json::Arena arena;
  const json::Scanned whole = json::read(R"({"a":[1,{"b":null}]})", arena);
  REQUIRE(whole);
  Ids ids;
  index.match(*whole.value, ids);
  std::sort(ids.begin(), ids.end());
  CHECK(ids == Ids{0, 1});
}

TEST_CASE("the caller's own needs stay in the projection", "[index]") {
  json::Projection own;
  const std::vector<std::string> path = {"statement", "actor"};
  own.need(path, json::Need::Whole);
  Index index({}, own);
  CHECK(index.projection().size() == own.size());
  CHECK(matching(index, R"({"statement":{"actor":{"name":"x"}}})").empty());
}
