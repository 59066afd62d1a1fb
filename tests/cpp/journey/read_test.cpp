#include "journey/read.h"

#include <string>
#include <vector>

#include "catch.h"
#include "journey/url.h"

using namespace journeys::journey;

namespace {

const std::string kWaypoint = R"({"conditions":{"statement.verb.id":"x"}})";

std::string withWaypoint(const std::string& waypoint) { return R"({"waypoints":[)" + waypoint + "]}"; }

std::vector<std::string> warningPaths(const std::string& text) {
  std::vector<std::string> paths;
  for (const Warning& warning : read(text).warnings) paths.push_back(warning.path);
  return paths;
}

}  // namespace

TEST_CASE("an empty document is a journey with every default filled in") {
  const Reading reading = read("{}");
  REQUIRE(reading.faults.empty());
  Document expected = Document::parse(R"({"description":"","isActive":true,"waypoints":[],"outcomes":[],
      "isSequential":false,"isRepeatable":false,"isPublic":false,"trackBy":"actor"})");
  Document document = reading.journey->document;
  document.erase("_id");
  REQUIRE(nlohmann::json(document) == nlohmann::json(expected));
  REQUIRE(reading.journey->id.size() == 24);
  REQUIRE(reading.journey->id == read("{}").journey->id);
}

TEST_CASE("every fault is told at its path") {
  struct Case {
    std::string text;
    std::string path;
    std::string message;
  };
  const std::string wrongType = "[1]";
  const std::vector<Case> cases = {
      {"", "", "not JSON: the text ends within a value at byte 0"},
      {"[]", "", "a journey must be a JSON object"},
      {"{\"a\":1e999}", "", "not JSON that can be stored: a number is out of range"},
      {R"({"_id":"x"})", "_id", "must be an id of 24 hexadecimal digits"},
      {R"({"organisation":1})", "organisation", "must be an id of 24 hexadecimal digits"},
      {R"({"owner":"1"})", "owner", "must be an id of 24 hexadecimal digits"},
      {R"({"createdAt":"yesterday"})", "createdAt", "must be a time in ISO 8601"},
      {R"({"description":1})", "description", "must be a string"},
      {R"({"isActive":"true"})", "isActive", "must be true or false"},
      {R"({"isSequential":1})", "isSequential", "must be true or false"},
      {R"({"isRepeatable":null})", "isRepeatable", "must be true or false"},
      {R"({"isPublic":[]})", "isPublic", "must be true or false"},
      {R"({"trackBy":"group"})", "trackBy", "must be \"actor\" or \"persona\""},
      {R"({"sources":"x"})", "sources", "must be an array"},
      {R"({"sources":["x"]})", "sources.0", "must be the id of a store, 24 hexadecimal digits"},
      {R"({"colour":"red"})", "colour", "unknown field: colour"},
      {R"({"waypoints":{}})", "waypoints", "must be an array"},
      {R"({"waypoints":[1]})", "waypoints.0", "must be an object"},
      {withWaypoint("{}"), "waypoints.0.conditions", "a waypoint needs a condition: a MongoDB query"},
      {withWaypoint(R"({"conditions":1})"), "waypoints.0.conditions",
       "must be a MongoDB query: an object, or a string that holds one as JSON"},
      {withWaypoint(R"({"conditions":{"a":{"$foo":1}}})"), "waypoints.0.conditions", "unknown operator: $foo"},
      {withWaypoint(R"({"conditions":{},"count":0})"), "waypoints.0.count",
       "must be a whole number from 1 to 1000000000"},
      {withWaypoint(R"({"conditions":{},"count":1.5})"), "waypoints.0.count",
       "must be a whole number from 1 to 1000000000"},
      {withWaypoint(R"({"conditions":{},"order":"1"})"), "waypoints.0.order",
       "must be a whole number from -1000000000 to 1000000000"},
      {withWaypoint(R"({"conditions":{},"query":{}})"), "waypoints.0.query", "unknown field: query"},
      {R"({"outcomes":[{}]})", "outcomes.0.callback", "a callback needs the URL to POST to"},
      {R"({"outcomes":[{"type":"mail"}]})", "outcomes.0.type", "must be \"callback\" or \"statement\""},
      {R"({"outcomes":[{"callback":"ftp://x"}]})", "outcomes.0.callback", "must be an absolute http or https URL"},
      {R"({"outcomes":[{"callback":"http://x","retries":1}]})", "outcomes.0.retries", "unknown field: retries"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Reading reading = read(c.text);
    REQUIRE(reading.journey == nullptr);
    REQUIRE(reading.faults.size() == 1);
    REQUIRE(reading.faults.front().path == c.path);
    REQUIRE(reading.faults.front().message == c.message);
  }
}

TEST_CASE("all faults are told at once") {
  const Reading reading = read(R"({"isActive":1,"waypoints":[{"conditions":{"$bar":1},"count":-1},2],"x":3})");
  REQUIRE(reading.journey == nullptr);
  const Document errors = toErrors(reading.faults);
  REQUIRE(errors.size() == 5);
  REQUIRE(errors["waypoints.0.conditions"]["message"] == "unknown top level operator: $bar");
  REQUIRE(errors["waypoints.0.conditions"]["value"] == Document::parse(R"({"$bar":1})"));
}

TEST_CASE("a waypoint's id is used once") {
  const std::string waypoint = R"({"_id":"59c237bebdf9ac67b2ab5eea","conditions":{}})";
  REQUIRE(read(R"({"waypoints":[)" + waypoint + "," + waypoint + "]}").faults.front().path == "waypoints.1._id");
}

TEST_CASE("fields of the server's and of later versions are no faults") {
  const Reading reading = read(R"({"createdAt":"2017-01-01T00:00:00Z","updatedAt":"2017-01-02T02:00:00Z","__v":2,
      "version":3,"recalculateStatus":{"inProgress":false},"warnings":[],"queryHint":"h","sendCompletedStatement":true,
      "sendCompletedStatementClients":["a"],
      "waypoints":[{"id":"x","conditions":"{\"a\":1}"}],
      "outcomes":[{"id":"x","callback":"https://a.b/c","tripCount":5,"deactivatedAt":null}]})");
  REQUIRE(reading.faults.empty());
  const Document& document = reading.journey->document;
  REQUIRE(reading.journey->version == 3);
  REQUIRE(document["waypoints"][0]["conditions"] == Document::parse(R"({"a":1})"));
  REQUIRE_FALSE(document["waypoints"][0].contains("id"));
  REQUIRE(document["outcomes"][0]["tripCount"] == 5);
  REQUIRE(document["queryHint"] == "h");
  REQUIRE(document["__v"] == 2);
  REQUIRE_FALSE(document.contains("warnings"));
}

TEST_CASE("active waypoints go by order, ties by place") {
  const Reading reading = read(R"({"waypoints":[
      {"conditions":{},"order":2},{"conditions":{},"order":1,"isActive":false},{"conditions":{},"order":-1},
      {"conditions":{},"order":2},{"conditions":{}, "order":0}]})");
  REQUIRE(reading.journey->active == std::vector<std::uint16_t>{2, 4, 0, 3});
}

TEST_CASE("what is legal but surely unmeant is warned of") {
  using Paths = std::vector<std::string>;
  const std::string told = R"(,"outcomes":[{"callback":"http://x"}])";
  const auto journey = [&](const std::string& waypoints) { return R"({"waypoints":[)" + waypoints + "]" + told + "}"; };
  REQUIRE(warningPaths(journey(kWaypoint)).empty());
  REQUIRE(warningPaths(journey("")) == Paths{"waypoints"});
  REQUIRE(warningPaths(R"({"isActive":false)" + told + "}").empty());
  REQUIRE(warningPaths(withWaypoint(kWaypoint)) == Paths{"outcomes"});
  REQUIRE(warningPaths(journey(R"({"conditions":{}})")) == Paths{"waypoints.0.conditions"});
  REQUIRE(warningPaths(journey(R"({"conditions":{"a":{"$in":[]}}})")) == Paths{"waypoints.0.conditions"});
  REQUIRE(warningPaths(journey(kWaypoint + "," + kWaypoint)) == Paths{"waypoints.1.conditions"});
  REQUIRE(warningPaths(R"({"sources":[],"waypoints":[)" + kWaypoint + "]" + told + "}") == Paths{"sources"});
}

TEST_CASE("a callback goes to an absolute http or https URL") {
  for (const char* url : {"http://a", "https://a.b:8080/c?d#e", "HTTP://A", "http://user:pw@a", "http://[::1]:80/",
                          "https://a/%20", "http://a?b", "http://127.0.0.1"}) {
    INFO(url);
    REQUIRE(isCallbackUrl(url));
  }
  for (const char* url : {"", "a", "//a", "/a", "http:", "http://", "http:///a", "http://?a", "ftp://a", "http://a b",
                          "http://a\n", "http://:80", "http://a:x", "http://[::1", "javascript:alert(1)", "http://a\\b",
                          "http://user@", "http://a:123456"}) {
    INFO(url);
    REQUIRE_FALSE(isCallbackUrl(url));
  }
}
