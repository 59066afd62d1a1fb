// Conditions as others see them: faults, limits, canonical text, what can be met.
#include <string>

#include "query/reading.h"

namespace journeys::query {
namespace {

/// {"$and":[{"$and":[... {} ...]}]}, so many containers deep, an odd number.
std::string nested(std::size_t levels) {
  return repeated(R"({"$and":[)", levels / 2) + "{}" + repeated("]}", levels / 2);
}

TEST_CASE("all faults are reported at once, each at its path") {
  const Faults faults = faultsOf(R"({
    "a": {"$foo": 1, "$size": -1},
    "$bar": 1,
    "$or": [{"b": {"$in": 5}}, {"c": {"$elemMatch": {"d": {"$mod": [0, "x"]}}}}, 7],
    "e": {"$all": [{"$gt": 1}, {"$oid": "x"}]}
  })");
  CHECK(faults == Faults{
                      {"a.$foo", "unknown operator: $foo"},
                      {"a.$size", "$size needs a whole number, 0 or more"},
                      {"$bar", "unknown top level operator: $bar"},
                      {"$or.0.b.$in", "$in needs an array"},
                      {"$or.1.c.$elemMatch.d.$mod.1", "the remainder has to be a number"},
                      {"$or.1.c.$elemMatch.d.$mod.0", "the divisor cannot be 0"},
                      {"$or.2", "$or needs queries, which are objects"},
                      {"e.$all.0.$gt", "$gt cannot stand in a value: operators belong directly behind a field's name"},
                      {"e.$all.1.$oid", "$oid needs a string of 24 hexadecimal digits"},
                  });
}

TEST_CASE("text that is not JSON is a fault that says where") {
  for (const char* text : {"", " ", "{", "{\"a\":}", "{'a':1}", "{\"a\":1}}", "{\"a\":01}", "{\"a\":\"\xff\"}"}) {
    INFO(text);
    const Faults faults = faultsOf(text);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].path.empty());
    CHECK(faults[0].message.find("not JSON: ") == 0);
  }
}

TEST_CASE("a query may nest 100 levels deep and no deeper") {
  CHECK(meets(nested(99), "{}"));
  CHECK(conditionOf(R"({"a":)" + repeated("[", 99) + repeated("]", 99) + "}") != nullptr);
  const Faults tooDeep{{"", "a query may nest at most 100 levels deep"}};
  CHECK(faultsOf(nested(101)) == tooDeep);
  CHECK(faultsOf(R"({"a":)" + repeated("[", 100) + repeated("]", 100) + "}") == tooDeep);
  CHECK(faultsOf(R"({"a":)" + repeated(R"({"$not":)", 100) + R"({"$gt":1})" + repeated("}", 101)) == tooDeep);
  CHECK(faultsOf(repeated(R"({"a":)", 100'000)).size() == 1);
}

TEST_CASE("a query may have 10,000 nodes and no more, in lists only regular expressions being nodes") {
  const auto either = [](std::size_t count) {
    std::string text = R"({"$or":[{"a":1})";
    for (std::size_t i = 1; i < count; ++i) text += R"(,{"a":1})";
    return text + "]}";
  };
  CHECK(meets(either(9'999), R"({"a":1})"));
  CHECK(faultsOf(either(10'000)) == Faults{{"", "a query may have at most 10000 nodes: use $in for long lists"}});
  std::string list = R"({"a":{"$in":[0)";
  for (int i = 1; i < 20'000; ++i) list += "," + std::to_string(i);
  CHECK(meets(list + "]}}", R"({"a":19999})"));
  CHECK_FALSE(meets(list + "]}}", R"({"a":20000})"));
}

TEST_CASE("a regular expression may have 32,764 bytes and no more") {
  const auto query = [](std::size_t bytes) { return R"({"a":{"$regex":")" + repeated("a", bytes) + "\"}}"; };
  CHECK(conditionOf(query(32'764)) != nullptr);
  CHECK(faultsOf(query(32'765)) ==
        Faults{{"a.$regex", "a regular expression may have at most 32764 bytes; this one has 32765"}});
}

TEST_CASE("a path may have 100 steps and 10 numbers, and no more") {
  CHECK(conditionOf("{\"a" + repeated(".a", 99) + "\":1}") != nullptr);
  CHECK(faultsOf("{\"a" + repeated(".a", 100) + "\":1}")[0].message == "a path may have at most 100 steps");
  CHECK(conditionOf("{\"a" + repeated(".0", 10) + "\":1}") != nullptr);
  CHECK(faultsOf("{\"a" + repeated(".0", 11) + "\":1}")[0].message == "a path may have at most 10 numbers");
}

TEST_CASE("the worst path through the worst record ends") {
  const std::string record = R"({"a":)" + repeated(R"([{"0":)", 200) + "1" + repeated("}]", 200) + "}";
  CHECK_FALSE(meets("{\"a" + repeated(".0", 10) + "\":2}", record));
}

TEST_CASE("a hostile query cannot make faults without end") {
  std::string query = "{\"" + repeated("k", 100'000) + R"(":{"$in":[{"$x":1})";
  for (int i = 0; i < 50'000; ++i) query += R"(,{"$x":1})";
  const Faults faults = faultsOf(query + "]}}");
  CHECK(faults.size() == 100);
  CHECK(faults[0].path.size() < 300);
}

TEST_CASE("the faults of $expr are at its path") {
  const Faults faults = faultsOf(R"({"$and":[{"$expr":{"$foo":[1,2]}}]})");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].path.find("$and.0.$expr") == 0);
}

TEST_CASE("the canonical text has neither white space nor comments") {
  const auto canonical = [](std::string_view text) { return conditionOf(text)->canonical(); };
  CHECK(canonical(" { } ") == "{}");
  CHECK(canonical("{\"a\" :\t[ 1 , \"x y\\\" z\" ,\n{ } ] }") == R"({"a":[1,"x y\" z",{}]})");
  CHECK(canonical(R"({"$comment": {"x": [1, "}"]}})") == "{}");
  CHECK(canonical(R"({"$comment": 1, "a": 1})") == R"({"a":1})");
  CHECK(canonical(R"({"a": 1, "$comment": 1, "b": 2})") == R"({"a":1,"b":2})");
  CHECK(canonical(R"({"$or": [{"$comment": 1}, {"a": {"$elemMatch": {"b": 1, "$comment": 2}}}]})") ==
        R"({"$or":[{},{"a":{"$elemMatch":{"b":1}}}]})");
  CHECK(canonical(R"({"a":1,"b":2})") != canonical(R"({"b":2,"a":1})"));
  CHECK(canonical(R"({"a":9007199254740993})") != canonical(R"({"a":9007199254740992})"));
}

TEST_CASE("the empty condition is known as such") {
  for (const char* text : {"{}", R"({"$comment":1})", R"({"$and":[{}]})", R"({"$or":[{"a":1},{}]})",
                           R"({"a":{"$nin":[]}})", R"({"$nor":[{"a":{"$in":[]}}]})"}) {
    INFO(text);
    CHECK(conditionOf(text)->isEmpty());
    CHECK(conditionOf(text)->canMatch());
  }
  CHECK_FALSE(conditionOf(R"({"a":{"$exists":true}})")->isEmpty());
}

TEST_CASE("a condition that nothing can meet is known as such, and no other") {
  for (const char* text :
       {R"({"a":{"$in":[]}})", R"({"a":{"$all":[]}})", R"({"a":1,"b":{"$in":[]}})", R"({"$nor":[{}]})",
        R"({"$or":[{"a":{"$in":[]}},{"b":{"$all":[]}}]})", R"({"a":{"$type":"decimal"}})", R"({"$alwaysFalse":1})",
        R"({"a":{"$elemMatch":{"$in":[]}}})", R"({"a":{"$elemMatch":{"b":{"$in":[]}}}})",
        R"({"a":{"$not":{"$nin":[]}}})"}) {
    INFO(text);
    CHECK_FALSE(conditionOf(text)->canMatch());
  }
  for (const char* text : {R"({"$and":[{"a":1},{"a":2}]})", R"({"a":{"$gt":3,"$lt":1}})", R"({"a":{"$nin":[]}})",
                           R"({"$or":[{"a":{"$in":[]}},{"b":1}]})", R"({"a":{"$ne":1,"$eq":1}})"}) {
    INFO(text);
    CHECK(conditionOf(text)->canMatch());
  }
}

TEST_CASE("a condition keeps its own copy of the text") {
  std::string text = R"({"a":"a rather long string that no small buffer holds"})";
  const auto condition = conditionOf(text);
  text.assign(text.size(), 'x');
  CHECK(condition->matches(*Document(R"({"a":"a rather long string that no small buffer holds"})")));
}

}  // namespace
}  // namespace journeys::query
