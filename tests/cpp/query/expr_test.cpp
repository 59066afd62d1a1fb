// `$expr` computes as MongoDB's aggregation operators do (contract/queries.md, `$expr`; MongoDB manual, "Aggregation
// Operators"). One row a rule.
#include "query/expr.h"

#include <string>
#include <vector>

#include "catch.h"
#include "json/scanner.h"
#include "query/condition.h"

using journeys::query::Condition;
namespace json = journeys::json;

namespace {

struct Case {
  std::string expr;
  std::string record;
  bool holds;
};

// Through a projection of what the condition needs, as the engine does it; and over the whole record.
void check(const std::vector<Case>& table) {
  for (const Case& row : table) {
    INFO(row.expr << " on " << row.record);
    const Condition::Parsed parsed = Condition::parse("{\"$expr\":" + row.expr + "}");
    if (parsed.condition == nullptr) FAIL(parsed.faults.front().path << ": " << parsed.faults.front().message);
    json::Projection projection;
    parsed.condition->need(projection);
    json::Arena arena;
    const json::Scanned projected = json::scan(row.record, 0, projection, json::Projection::kRoot, arena);
    REQUIRE(projected);
    CHECK(parsed.condition->matches(*projected.value) == row.holds);
    projection.need({}, json::Need::Whole);
    const json::Scanned whole = json::scan(row.record, 0, projection, json::Projection::kRoot, arena);
    REQUIRE(whole);
    CHECK(parsed.condition->matches(*whole.value) == row.holds);
  }
}

std::string faultOf(const std::string& expr) {
  const Condition::Parsed parsed = Condition::parse("{\"$expr\":" + expr + "}");
  return parsed.faults.empty() ? "" : parsed.faults.front().path + ": " + parsed.faults.front().message;
}

}  // namespace

TEST_CASE("$expr holds where it computes to something true", "[expr]") {
  check({
      {"\"$a\"", R"({"a":true})", true},
      {"\"$a\"", R"({"a":false})", false},
      {"\"$a\"", R"({"a":0})", false},
      {"\"$a\"", R"({"a":-0.0})", false},
      {"\"$a\"", R"({"a":0.1})", true},
      {"\"$a\"", R"({"a":null})", false},
      {"\"$a\"", R"({})", false},
      {"\"$a\"", R"({"a":""})", true},
      {"\"$a\"", R"({"a":[]})", true},
      {"true", R"({})", true},
      {"false", R"({})", false},
      {"{}", R"({})", true},
      {"\"text\"", R"({})", true},
  });
}

TEST_CASE("comparisons in $expr order all types, missing before null", "[expr]") {
  check({
      {R"({"$eq":["$a",1]})", R"({"a":1.0})", true},
      {R"({"$eq":["$a",1]})", R"({"a":[1]})", false},
      {R"({"$eq":["$a",[1]]})", R"({"a":[1]})", true},
      {R"({"$eq":["$a","$b"]})", R"({"a":"x","b":"x"})", true},
      {R"({"$eq":["$a","$b"]})", R"({})", true},
      {R"({"$eq":["$a",null]})", R"({})", false},
      {R"({"$eq":["$a",null]})", R"({"a":null})", true},
      {R"({"$lt":["$a",null]})", R"({})", true},
      {R"({"$lt":["$a",1]})", R"({})", true},
      {R"({"$gt":["$a",5]})", R"({"a":"x"})", true},
      {R"({"$gt":["$a","zzz"]})", R"({"a":{}})", true},
      {R"({"$gt":["$a",{"z":1}]})", R"({"a":[]})", true},
      {R"({"$gt":["$a",[1]]})", R"({"a":true})", true},
      {R"({"$lt":["$a",true]})", R"({"a":false})", true},
      {R"({"$lt":[null,"$a"]})", R"({"a":-1})", true},
      {R"({"$ne":["$a",1]})", R"({})", true},
      {R"({"$gte":["$a",2]})", R"({"a":2})", true},
      {R"({"$lte":["$a",2]})", R"({"a":3})", false},
      {R"({"$eq":["$a",9007199254740993]})", R"({"a":9007199254740992})", false},
      {R"({"$eq":[{"$cmp":["$a","$b"]},-1]})", R"({"a":1,"b":2})", true},
      {R"({"$eq":[{"$cmp":["$a","$b"]},0]})", R"({"a":2,"b":2})", true},
      {R"({"$eq":[{"$cmp":["$a","$b"]},1]})", R"({"a":3,"b":2})", true},
      {R"({"$eq":["$a",{"x":1,"y":2}]})", R"({"a":{"x":1,"y":2}})", true},
      {R"({"$eq":["$a",{"x":1,"y":2}]})", R"({"a":{"y":2,"x":1}})", false},
      {R"({"$eq":["$a",{"x":"$b"}]})", R"({"a":{"x":7},"b":7})", true},
      {R"({"$eq":["$a",["$b",2]]})", R"({"a":[1,2],"b":1})", true},
      {R"({"$eq":["$a",["$b"]]})", R"({"a":[null]})", true},
  });
}

TEST_CASE("field paths in $expr gather from arrays and never index them", "[expr]") {
  check({
      {R"({"$eq":["$a.b",1]})", R"({"a":{"b":1}})", true},
      {R"({"$eq":["$a.b",[1,2]]})", R"({"a":[{"b":1},{"c":5},3,[{"b":9}],{"b":2}]})", true},
      {R"({"$eq":["$a.b.c",[[1],[2]]]})", R"({"a":[{"b":[{"c":1}]},{"b":[{"c":2}]}]})", true},
      {R"({"$eq":["$a.0",[]]})", R"({"a":[5]})", true},
      {R"({"$eq":["$a.0",5]})", R"({"a":{"0":5}})", true},
      {R"({"$eq":["$a.b","$missing"]})", R"({"a":1})", true},
      {R"({"$eq":["$a.b",[]]})", R"({"a":[]})", true},
      {R"({"$eq":["$$ROOT.a",1]})", R"({"a":1})", true},
      {R"({"$eq":["$$CURRENT.a",1]})", R"({"a":1})", true},
      {R"({"$eq":["$$ROOT",{"a":1,"b":[2]}]})", R"({"a":1,"b":[2]})", true},
      {R"({"$eq":["$$REMOVE","$a"]})", R"({})", true},
      {R"({"$eq":["$s.http://e&46;x/y",1]})", R"({"s":{"http://e.x/y":1}})", true},
      {R"({"$eq":["$s.http://e&46;x/y",1]})", R"({"s":{"http://e&46;x/y":1}})", true},
      {R"({"$eq":[{"$literal":"$a"},"$b"]})", R"({"b":"$a"})", true},
  });
}

TEST_CASE("boolean operators in $expr take missing, null and zero for false", "[expr]") {
  check({
      {R"({"$and":[]})", "{}", true},
      {R"({"$or":[]})", "{}", false},
      {R"({"$and":["$a",1]})", R"({"a":true})", true},
      {R"({"$and":["$a",1]})", R"({"a":0})", false},
      {R"({"$or":["$a","$b"]})", R"({"b":"x"})", true},
      {R"({"$or":"$a"})", R"({"a":1})", true},
      {R"({"$not":["$a"]})", "{}", true},
      {R"({"$not":"$a"})", R"({"a":1})", false},
      {R"({"$in":["$a",[1,"x"]]})", R"({"a":"x"})", true},
      {R"({"$in":["x","$a"]})", R"({"a":["y","x"]})", true},
      {R"({"$in":["$a",[[1]]]})", R"({"a":[1]})", true},
      {R"({"$in":["$a",[1]]})", R"({"a":[1]})", false},
      {R"({"$in":["$missing",[null]]})", "{}", false},
      {R"({"$eq":[{"$ifNull":["$a","$b",3]},3]})", R"({"b":null})", true},
      {R"({"$eq":[{"$ifNull":["$a",3]},false]})", R"({"a":false})", true},
      {R"({"$eq":[{"$cond":["$a",1,2]},1]})", R"({"a":true})", true},
      {R"({"$eq":[{"$cond":{"if":"$a","then":1,"else":2}},2]})", "{}", true},
  });
}

TEST_CASE("arithmetic in $expr is exact for whole numbers and passes null on", "[expr]") {
  check({
      {R"({"$eq":[{"$add":["$a",1,2]},4]})", R"({"a":1})", true},
      {R"({"$eq":[{"$add":[]},0]})", "{}", true},
      {R"({"$eq":[{"$add":["$a",1]},9007199254740993]})", R"({"a":9007199254740992})", true},
      {R"({"$gt":[{"$add":["$a",1]},9.2e18]})", R"({"a":9223372036854775807})", true},
      {R"({"$eq":[{"$add":["$a",0.5]},1.5]})", R"({"a":1})", true},
      {R"({"$eq":[{"$add":["$a","$b"]},null]})", R"({"a":1})", true},
      {R"({"$eq":[{"$subtract":["$a",3]},-2]})", R"({"a":1})", true},
      {R"({"$eq":[{"$multiply":["$a","$b"]},6]})", R"({"a":2,"b":3})", true},
      {R"({"$eq":[{"$multiply":[]},1]})", "{}", true},
      {R"({"$eq":[{"$divide":["$a",2]},0.5]})", R"({"a":1})", true},
      {R"({"$eq":[{"$divide":[null,2]},null]})", "{}", true},
      {R"({"$eq":[{"$abs":"$a"},3]})", R"({"a":-3})", true},
      {R"({"$eq":[{"$abs":["$a"]},2.5]})", R"({"a":-2.5})", true},
      {R"({"$eq":[{"$abs":"$a"},null]})", "{}", true},
      {R"({"$gt":["$result.score.raw",{"$multiply":["$result.score.max",0.8]}]})",
       R"({"result":{"score":{"raw":9,"max":10}}})", true},
      {R"({"$eq":[{"$size":"$a"},2]})", R"({"a":[1,2]})", true},
      {R"({"$eq":[{"$size":[["$a"]]},1]})", "{}", true},
  });
}

TEST_CASE("strings in $expr are joined, cut and counted by code points", "[expr]") {
  check({
      {R"({"$eq":[{"$toLower":"$a"},"abcÉ"]})", R"({"a":"AbCÉ"})", true},
      {R"({"$eq":[{"$toUpper":"$a"},"ABCé"]})", R"({"a":"aBcé"})", true},
      {R"({"$eq":[{"$toLower":"$a"},""]})", "{}", true},
      {R"({"$eq":[{"$toUpper":"$a"},"12"]})", R"({"a":12})", true},
      {R"({"$eq":[{"$toUpper":"$a"},"1.5"]})", R"({"a":1.5})", true},
      {R"({"$eq":[{"$strLenCP":"$a"},3]})", R"({"a":"é😀x"})", true},
      {R"({"$eq":[{"$strLenCP":"$a"},0]})", R"({"a":""})", true},
      {R"({"$eq":[{"$substrCP":["$a",1,2]},"😀x"]})", R"({"a":"é😀xy"})", true},
      {R"({"$eq":[{"$substrCP":["$a",5,2]},""]})", R"({"a":"abc"})", true},
      {R"({"$eq":[{"$substrCP":["$a",0,100]},"abc"]})", R"({"a":"abc"})", true},
      {R"({"$eq":[{"$substrCP":["$a",0,1]},""]})", "{}", true},
      {R"({"$eq":[{"$concat":["$a","-","$b"]},"x-y"]})", R"({"a":"x","b":"y"})", true},
      {R"({"$eq":[{"$concat":["$a","x"]},null]})", "{}", true},
      {R"({"$eq":[{"$concat":[]},""]})", "{}", true},
  });
}

TEST_CASE("dates in $expr are moved, subtracted and counted by boundaries", "[expr]") {
  const std::string span = R"({"timestamp":"2020-12-31T23:59:59.999Z","stored":"2021-01-01T00:00:00.000Z"})";
  const auto diff = [](const std::string& unit, const std::string& more, int expected) {
    return R"({"$eq":[{"$dateDiff":{"startDate":"$timestamp","endDate":"$stored","unit":")" + unit + "\"" + more +
           "}}," + std::to_string(expected) + "]}";
  };
  check({
      {diff("year", "", 1), span, true},
      {diff("quarter", "", 1), span, true},
      {diff("month", "", 1), span, true},
      {diff("week", "", 0), span, true},
      {diff("week", R"(,"startOfWeek":"friday")", 1), span, true},
      {diff("week", R"(,"startOfWeek":"FRI")", 1), span, true},
      {diff("day", "", 1), span, true},
      {diff("hour", "", 1), span, true},
      {diff("minute", "", 1), span, true},
      {diff("second", "", 1), span, true},
      {diff("millisecond", "", 1), span, true},
      {diff("day", R"(,"timezone":"-05:00")", 0), span, true},
      {diff("hour", R"(,"timezone":"+0530")", 0), span, true},
      {diff("day", R"(,"timezone":"UTC")", 1), span, true},
      {diff("day", "", -1), R"({"timestamp":"2020-03-01T00:00:00Z","stored":"2020-02-29T23:00:00Z"})", true},
      {diff("year", "", -51), R"({"timestamp":"2020-03-01T00:00:00Z","stored":"1969-12-31T23:00:00Z"})", true},
      {R"({"$eq":[{"$dateDiff":{"startDate":"$nothing","endDate":"$stored","unit":"day"}},null]})", span, true},
      {R"({"$eq":[{"$dateDiff":{"startDate":"2020-12-30","endDate":"$stored","unit":"day"}},2]})", span, true},
      {R"({"$eq":[{"$subtract":["$stored","$timestamp"]},1]})", span, true},
      {R"({"$eq":[{"$add":["$timestamp",1]},"$stored"]})", span, true},
      {R"({"$eq":[{"$subtract":["$stored",1]},"$timestamp"]})", span, true},
      {R"({"$lt":["$timestamp",{"$date":"2021-01-01"}]})", span, true},
      {R"({"$lt":["$timestamp","2021-01-01"]})", span, true},
      {R"({"$gt":["2021-01-01","$timestamp"]})", span, true},
      {R"({"$eq":["$stored","2021-01-01T01:00:00+01:00"]})", span, true},
      {R"({"$in":["$stored",["2021-01-01T00:00:00Z"]]})", span, true},
      {R"({"$eq":["$_id","0123456789abcdef01234567"]})", R"({"_id":"0123456789ABCDEF01234567"})", true},
      {R"({"$eq":["$lrs_id",{"$oid":"0123456789abcdef01234567"}]})", R"({"lrs_id":"0123456789abcdef01234567"})", true},
      {R"({"$eq":["$a","0123456789abcdef01234567"]})", R"({"a":"0123456789abcdef01234567"})", true},
  });
}

TEST_CASE("where MongoDB would end with an error, $expr does not hold", "[expr]") {
  check({
      {R"({"$divide":["$a",0]})", R"({"a":1})", false},
      {R"({"$not":[{"$divide":["$a",0]}]})", R"({"a":1})", false},
      {R"({"$ne":[{"$size":"$a"},1]})", R"({"a":1})", false},
      {R"({"$ne":[{"$size":"$a"},1]})", "{}", false},
      {R"({"$ne":[{"$strLenCP":"$a"},1]})", "{}", false},
      {R"({"$ne":[{"$add":["$a",1]},1]})", R"({"a":"x"})", false},
      {R"({"$ne":[{"$concat":["$a"]},1]})", R"({"a":1})", false},
      {R"({"$ne":[{"$toLower":"$a"},1]})", R"({"a":true})", false},
      {R"({"$ne":[{"$substrCP":["abc",-1,1]},1]})", "{}", false},
      {R"({"$not":[{"$in":[1,"$a"]}]})", "{}", false},
      {R"({"$ne":[{"$add":["$timestamp","$stored"]},1]})", R"({"timestamp":"2020-01-01","stored":"2020-01-01"})",
       false},
      {R"({"$or":[true,{"$divide":[1,0]}]})", "{}", true},
      {R"({"$cond":[false,{"$divide":[1,0]},true]})", "{}", true},
  });
}

TEST_CASE("what $expr does not support is refused by name", "[expr]") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {R"({"$foo":1})", "$expr.$foo: $foo is not supported in $expr"},
      {R"({"$eq":[1,{"$map":{}}]})", "$expr.$eq.1.$map: $map is not supported in $expr"},
      {R"({"$eq":["$$NOW",1]})", "$expr.$eq.0: the variable $$NOW is not supported"},
      {R"({"$eq":[1]})", "$expr.$eq: $eq takes 2 operands, not 1"},
      {R"({"$ifNull":[1]})", "at least 2"},
      {R"({"$eq":["$",1]})", "$expr.$eq.0: a field path names a field"},
      {R"({"$eq":["$a..b",1]})", "names a field"},
      {R"({"$eq":["$a.$b",1]})", "names a field"},
      {R"({"$cond":{"if":1,"then":2}})", "$cond needs the operand else"},
      {R"({"$cond":{"if":1,"then":2,"else":3,"or":4}})", "$cond has no operand or"},
      {R"({"$cond":[1,2]})", "$cond takes 3"},
      {R"({"$dateDiff":{"startDate":"$a","endDate":"$b"}})", "$dateDiff needs the operand unit"},
      {R"({"$dateDiff":{"startDate":"$a","endDate":"$b","unit":"aeon"}})", "$expr.$dateDiff.unit: "},
      {R"({"$dateDiff":{"startDate":"$a","endDate":"$b","unit":"day","timezone":"Europe/Berlin"}})", "timezone"},
      {R"({"$dateDiff":{"startDate":"$a","endDate":"$b","unit":"week","startOfWeek":"moonday"}})", "startOfWeek"},
      {R"({"$eq":[1,2],"$ne":[1,2]})", "stands alone"},
      {R"({"a":{"$eq":[1,2]},"$ne":[1,2]})", "stands alone"},
      {R"({"$eq":["$a",{"$oid":"xyz"}]})", "$oid"},
      {R"({"$eq":["$a",{"b.c":1}]})", "no dots"},
      {R"({"$eq":["$a",{"$regularExpression":{"pattern":"a","options":""}}]})", "$regularExpression"},
  };
  for (const auto& [expr, part] : table) {
    INFO(expr << " gives " << faultOf(expr));
    CHECK(faultOf(expr).find(part) != std::string::npos);
  }
}

TEST_CASE("$expr is bounded however large its results would grow", "[expr]") {
  std::string parts = R"("$a")";
  for (int i = 0; i < 200; ++i) parts += R"(,"$a")";
  const std::string record = R"({"a":")" + std::string(200'000, 'x') + "\"}";
  check({{R"({"$ne":[{"$concat":[)" + parts + "]},1]}", record, false}});

  std::string deep = "1";
  for (int i = 0; i < 200; ++i) deep = R"({"$not":[)" + deep + "]}";
  CHECK_FALSE(faultOf(deep).empty());
}
