// Explanations: the shape that trace.h promises.
#include <nlohmann/json.hpp>
#include <string>

#include "query/reading.h"
#include "query/report.h"

namespace journeys::query {
namespace {

using Json = nlohmann::ordered_json;

Json explained(std::string_view query, std::string document) {
  return conditionOf(query)->explain(*Document(std::move(document)));
}

TEST_CASE("a leaf shows its operator, path, operand and the values it met") {
  CHECK(explained(R"({"a.b":{"$gte":5}})", R"({"a":{"b":7}})") ==
        Json::parse(R"({"op":"$gte","path":"a.b","held":true,"operand":5,"met":[7]})"));
  CHECK(explained(R"({"a":"x"})", R"({})") ==
        Json::parse(R"({"op":"$eq","path":"a","held":false,"operand":"x","met":[{"$missing":true}]})"));
  CHECK(explained(R"({"a&46;b":{"$regex":"^X","$options":"i"}})", R"({"a.b":"xy"})") ==
        Json::parse(R"({"op":"$regex","path":"a&46;b","held":true,"operand":"/^X/i","met":["xy"]})"));
}

TEST_CASE("the deciding value comes first, and no more than five are shown") {
  CHECK(explained(R"({"a":5})", R"({"a":[1,2,3,4,5,6]})") ==
        Json::parse(R"({"op":"$eq","path":"a","held":true,"operand":5,"met":[5,1,2,3,4],"more":2})"));
}

TEST_CASE("negations are one node, and show the value that decided against them") {
  CHECK(explained(R"({"a":{"$ne":2}})", R"({"a":[1,2]})") ==
        Json::parse(R"({"op":"$ne","path":"a","held":false,"operand":2,"met":[2,1,[1,2]]})"));
  CHECK(explained(R"({"a":{"$exists":false}})", R"({})") ==
        Json::parse(R"({"op":"$exists","path":"a","held":true,"operand":false,"met":[{"$missing":true}]})"));
  CHECK(explained(R"({"a":{"$not":{"$gt":1}}})", R"({"a":0})") == Json::parse(R"({"op":"$not","held":true,"children":[
          {"op":"$gt","path":"a","held":false,"operand":1,"met":[0]}]})"));
}

TEST_CASE("branches show all their children, also behind the deciding one") {
  CHECK(explained(R"({"a":1,"$or":[{"b":1},{"c":1}]})", R"({"a":2,"c":1})") == Json::parse(R"({
    "op":"$and","held":false,"children":[
      {"op":"$eq","path":"a","held":false,"operand":1,"met":[2]},
      {"op":"$or","held":true,"children":[
        {"op":"$eq","path":"b","held":false,"operand":1,"met":[{"$missing":true}]},
        {"op":"$eq","path":"c","held":true,"operand":1,"met":[1]}]}]})"));
  CHECK(explained("{}", "{}") == Json::parse(R"({"op":"{}","held":true})"));
}

TEST_CASE("$elemMatch shows the element that met it, or the first ones that did not") {
  CHECK(explained(R"({"a":{"$elemMatch":{"b":1}}})", R"({"a":[{"b":0},{"b":1}]})")["children"] == Json::parse(R"([
    {"op":"element","path":"1","held":true,"children":[
      {"op":"$eq","path":"b","held":true,"operand":1,"met":[1]}]}])"));
  CHECK(explained(R"({"a":{"$elemMatch":{"$gt":1,"$lt":3}}})", R"({"a":[0,5]})")["children"] == Json::parse(R"([
    {"op":"element","path":"0","held":false,"children":[
      {"op":"$gt","held":false,"operand":1,"met":[0]},{"op":"$lt","held":true,"operand":3,"met":[0]}]},
    {"op":"element","path":"1","held":false,"children":[
      {"op":"$gt","held":true,"operand":1,"met":[5]},{"op":"$lt","held":false,"operand":3,"met":[5]}]}])"));
}

TEST_CASE("dates and ObjectIds show as extended JSON") {
  const Json trace = explained(R"({"timestamp":{"$gt":"2020-01-01"},"_id":"59c1120f6b8b4568447e5a1c"})",
                               R"({"timestamp":"2020-06-01T00:00:00Z","_id":"59c1120f6b8b4568447e5a1c"})");
  CHECK(trace["children"][0]["operand"] == Json::parse(R"({"$date":"2020-01-01T00:00:00.000Z"})"));
  CHECK(trace["children"][0]["met"][0] == Json::parse(R"({"$date":"2020-06-01T00:00:00.000Z"})"));
  CHECK(trace["children"][1]["met"][0] == Json::parse(R"({"$oid":"59c1120f6b8b4568447e5a1c"})"));
}

TEST_CASE("long texts are cut between characters") {
  std::string text = "x";
  for (int i = 0; i < 150; ++i) text += "é";
  const Json trace = explained(R"({"a":"b"})", R"({"a":")" + text + R"("})");
  const std::string shown = trace["met"][0].get<std::string>();
  CHECK(shown == text.substr(0, 199) + "…");
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("aé", 2) == "a…");
}

TEST_CASE("an explanation of nested lists of lists stays small") {
  const std::string query = repeated(R"({"$elemMatch":)", 14) + R"({"$gt":1})" + repeated("}", 14);
  std::string document = "[0,0,0,0,0,0]";
  for (int i = 0; i < 13; ++i) document = std::string("[").append(document).append(",").append(document).append("]");
  const Json trace = explained(R"({"a":)" + query + "}", R"({"a":)" + document + "}");
  CHECK_FALSE(trace["held"].get<bool>());
  CHECK(trace.dump().find(R"("cut":true)") != std::string::npos);
  CHECK(trace.dump().size() < 20'000'000);
}

TEST_CASE("a large value shows in part") {
  const std::string row = "[" + repeated("1,", 29) + "1]";
  const Json trace = explained(R"({"a":{"$size":1}})", R"({"a":[)" + repeated(row + ",", 29) + row + "]}");
  const Json& shown = trace["met"][0];
  CHECK(shown.size() == 6);
  CHECK(shown[0].size() == 21);
  CHECK(shown[0][20] == "…");
  CHECK(shown[5] == "…");
}

TEST_CASE("the deepest conditions can be matched and explained") {
  const auto condition =
      conditionOf(R"({"a":)" + repeated(R"({"$not":{"$elemMatch":)", 48) + R"({"$eq":1})" + repeated("}}", 48) + "}");
  const Document document(R"({"a":)" + repeated("[", 49) + "1" + repeated("]", 49) + "}");
  CHECK(condition->explain(*document)["held"] == condition->matches(*document));

  const std::string query = repeated(R"({"a":{"$elemMatch":)", 49) + R"({"a":1})" + repeated("}}", 49);
  const std::string record = repeated(R"({"a":[)", 49) + R"({"a":1})" + repeated("]}", 49);
  CHECK(meets(query, record));
  CHECK(explained(query, record)["held"].get<bool>());
}

}  // namespace
}  // namespace journeys::query
