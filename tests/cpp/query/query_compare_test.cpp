// Equality and order of values.
#include <limits>
#include <string>
#include <vector>

#include "query/compare.h"
#include "query/reading.h"

namespace journeys::query {
namespace {

int sign(int order) { return order < 0 ? -1 : (order > 0 ? 1 : 0); }

TEST_CASE("values are ordered by type, then by value") {
  // Ascending; what stands in one entry is equal.
  const std::vector<std::vector<std::string>> ascending = {
      {"null"},
      {"-1e300"},
      {"-9223372036854775808", "-9223372036854775808.0"},
      {"-1"},
      {"0", "-0", "0.0"},
      {"0.1", "1e-1"},
      {"1", "1.0", "1e0", "10e-1"},
      {"9007199254740992"},
      {"9007199254740992.5"},
      {"9007199254740993"},
      {"9223372036854775807"},
      {"9223372036854775808"},
      {"\"\""},
      {"\"Z\""},
      {"\"a\"", "\"\\u0061\""},
      {"\"aa\""},
      {"\"\\uffff\""},
      {"\"\\ud83d\\ude00\""},
      {"{}"},
      {R"({"a":null})"},
      {R"({"z":null})"},
      {R"({"a":1})", R"({"a":1.0})"},
      {R"({"a":1,"b":2})"},
      {R"({"a":2})"},
      {R"({"b":1,"a":2})"},
      {R"({"a":"x"})"},
      {"[]"},
      {"[null]"},
      {"[1]"},
      {"[1,0]"},
      {"[2]"},
      {"[\"x\"]"},
      {"[[]]"},
      {"false"},
      {"true"},
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      for (const std::string& left : ascending[i]) {
        for (const std::string& right : ascending[j]) {
          INFO(left << " and " << right);
          const Document a(left);
          const Document b(right);
          CHECK(sign(compare(*a, *b)) == (i < j ? -1 : (i > j ? 1 : 0)));
          CHECK(equal(*a, *b) == (i == j));
        }
      }
    }
  }
}

TEST_CASE("dates and ObjectIds have their place in the order") {
  const Document document(
      R"({"_id":"59c1120f6b8b4568447e5a1c","timestamp":"2020-01-01T00:00:00Z","a":[[],false,true]})");
  const json::Value& id = *(*document).find("_id");
  const json::Value& date = *(*document).find("timestamp");
  const json::Value& array = *(*document).find("a")->first;
  const json::Value& no = *array.next;
  REQUIRE(id.kind == json::Kind::ObjectId);
  REQUIRE(date.kind == json::Kind::Date);
  CHECK(compare(array, id) < 0);
  CHECK(compare(id, no) < 0);
  CHECK(compare(*no.next, date) < 0);
  CHECK(equal(date, date));
  CHECK(equal(id, id));
}

TEST_CASE("NaN comes before all numbers and equals itself") {
  const json::Number nan = json::Number::of(std::numeric_limits<double>::quiet_NaN());
  const json::Number least = json::Number::of(-std::numeric_limits<double>::infinity());
  CHECK(compareNumbers(nan, nan) == 0);
  CHECK(compareNumbers(nan, least) < 0);
  CHECK(compareNumbers(least, nan) > 0);
}

}  // namespace
}  // namespace journeys::query
