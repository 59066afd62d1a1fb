#include "progress/statement.h"

#include <string>
#include <vector>

#include "catch.h"
#include "progress/voids.h"

using namespace journeys;
using journey::TrackBy;
using progress::Statement;

namespace {

const std::string kId = "346cb0a8-368c-4f29-a4f8-ec3565f7a75a";

/// A raw statement with these members beside verb and object.
std::string raw(const std::string& members, const std::string& actor = R"({"mbox":"mailto:a@b.c"})") {
  return R"({"actor":)" + actor + R"(,"verb":{"id":"http://v"},"object":{"id":"http://o"})" +
         (members.empty() ? "" : "," + members) + "}";
}

const std::string kTimed = "\"id\":\"" + kId + R"(","timestamp":"2017-09-20T09:56:02.443600Z")";

/// The ident, "nobody", or the fault as `path: message`.
std::string ownerOf(const std::string& text, TrackBy trackBy = TrackBy::Actor) {
  progress::StatementReader reader{json::Projection()};
  const auto result = reader.read(text, 0, {});
  if (!result.statement) return result.fault.path + ": " + result.fault.message;
  return result.statement->owner(trackBy).value_or("nobody");
}

std::string timeOf(const std::string& text, const progress::Context& context = {}) {
  progress::StatementReader reader{json::Projection()};
  const auto result = reader.read(text, 0, context);
  return result.statement ? json::formatInstant(result.statement->at) : result.fault.path + ": " + result.fault.message;
}

}  // namespace

TEST_CASE("the owner of a statement is its actor's identifier") {
  struct Case {
    std::string actor;
    std::string ident;
  };
  const std::vector<Case> cases = {
      {R"({"name":"A","mbox":"mailto:a@b.c"})", R"({"objectType":"Agent","mbox":"mailto:a@b.c"})"},
      {R"({"objectType":"Agent","mbox_sha1sum":"abc"})", R"({"objectType":"Agent","mbox_sha1sum":"abc"})"},
      {R"({"openid":"http://a"})", R"({"objectType":"Agent","openid":"http://a"})"},
      {R"({"account":{"name":"n","homePage":"http://h"}})",
       R"({"objectType":"Agent","account":{"homePage":"http://h","name":"n"}})"},
      {R"({"objectType":"Group","mbox":"mailto:g@b.c"})", R"({"objectType":"Group","mbox":"mailto:g@b.c"})"},
      {R"({"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]})", "nobody"},
      {R"({"name":"A"})", "nobody"},
      {R"({"account":{"name":"n"}})", "nobody"},
      {R"({"mbox":1})", "nobody"},
      {R"({"mbox":"a\"b\\c\u0001"})", R"({"objectType":"Agent","mbox":"a\"b\\c\u0001"})"},
  };
  for (const Case& c : cases) {
    INFO(c.actor);
    REQUIRE(ownerOf(raw(kTimed, c.actor)) == c.ident);
  }
}

TEST_CASE("a persona is who the store says, once it says so") {
  const auto record = [](const std::string& members) {
    return R"({"statement":)" + raw(kTimed) + (members.empty() ? "" : "," + members) + "}";
  };
  REQUIRE(ownerOf(record(""), TrackBy::Persona) == "nobody");
  REQUIRE(ownerOf(record(R"("person":null)"), TrackBy::Persona) == "nobody");
  REQUIRE(ownerOf(record(R"("person":{"_id":"59C23b2753631c67de0cd5b9","display":"x"})"), TrackBy::Persona) ==
          R"({"persona":"59c23b2753631c67de0cd5b9"})");
  REQUIRE(ownerOf(record(R"("person":{"_id":{"$oid":"59c23b2753631c67de0cd5b9"}})"), TrackBy::Persona) ==
          R"({"persona":"59c23b2753631c67de0cd5b9"})");
  REQUIRE(ownerOf(record(R"("person":{"_id":"p1"})"), TrackBy::Persona) == R"({"persona":"p1"})");
}

TEST_CASE("the time is the statement's own, else its record's, else when it was stored, else received") {
  const std::string id = "\"id\":\"" + kId + '"';
  const auto record = [&](const std::string& inner, const std::string& outer) {
    return R"({"statement":)" + raw(id + inner) + outer + "}";
  };
  REQUIRE(timeOf(raw(kTimed)) == "2017-09-20T09:56:02.443600Z");
  REQUIRE(timeOf(raw(id + R"(,"stored":"2017-01-01T00:00:00Z")")) == "2017-01-01T00:00:00.000000Z");
  REQUIRE(timeOf(raw(id)) == "timestamp: is missing, and the time of receipt is not known");
  progress::Context context;
  context.receivedAt = json::parseInstant("2020-01-01T00:00:00Z");
  REQUIRE(timeOf(raw(id), context) == "2020-01-01T00:00:00.000000Z");
  REQUIRE(timeOf(record(R"(,"timestamp":"2017-01-01T00:00:00.0000017Z")", R"(,"timestamp":"2018-01-01T00:00:00Z")")) ==
          "2017-01-01T00:00:00.000001Z");
  REQUIRE(timeOf(record("", R"(,"timestamp":"2018-01-01T00:00:00Z","stored":"2019-01-01T00:00:00Z")")) ==
          "2018-01-01T00:00:00.000000Z");
  REQUIRE(timeOf(record(R"(,"stored":"2017-01-01T00:00:00Z")", R"(,"stored":"2019-01-01T00:00:00Z")")) ==
          "2017-01-01T00:00:00.000000Z");
  REQUIRE(timeOf(record("", R"(,"timestamp":{"$date":"2018-01-01T00:00:00.5Z"})")) == "2018-01-01T00:00:00.500000Z");
  REQUIRE(timeOf(record("", R"(,"timestamp":{"$date":{"$numberLong":"1500"}})")) == "1970-01-01T00:00:01.500000Z");
}

TEST_CASE("what is no statement is refused at its path") {
  struct Case {
    std::string text;
    std::string fault;
  };
  const std::vector<Case> cases = {
      {"5", ": a statement must be a JSON object"},
      {"{}", "actor: a statement needs an actor, an object"},
      {R"({"statement":{}})", "statement.actor: a statement needs an actor, an object"},
      {R"({"actor":{},"object":{}})", "verb.id: a statement needs a verb with an id"},
      {R"({"actor":{},"verb":{"id":"v"}})", "object: a statement needs an object"},
      {raw(R"("id":"x","timestamp":"2017-01-01T00:00:00Z")"), "id: must be a UUID"},
      {raw(R"("id":5,"timestamp":"2017-01-01T00:00:00Z")"), "id: must be a UUID"},
      {raw("\"id\":\"" + kId + R"(","timestamp":"today")"), "timestamp: must be a time in ISO 8601"},
      {raw("\"id\":\"" + kId + R"(","timestamp":5)"), "timestamp: must be a time in ISO 8601"},
      {R"({"a":1)", ": the text ends within a value"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    REQUIRE(ownerOf(c.text) == c.fault);
  }
}

TEST_CASE("raw statements and records are told apart, in whatever order they come") {
  progress::StatementReader reader{json::Projection()};
  const std::string record = R"({"_id":"59c23b32d138e44d720041a9","statement":)" + raw(kTimed) + "}";
  const std::string rawWithStatement = raw(kTimed + R"(,"statement":"not one")");
  for (const auto& [text, isRaw] : std::vector<std::pair<std::string, bool>>{{record, false},
                                                                             {raw(kTimed), true},
                                                                             {rawWithStatement, true},
                                                                             {record, false},
                                                                             {record, false},
                                                                             {raw(kTimed), true}}) {
    const auto result = reader.read(text, 0, {});
    REQUIRE(result.statement);
    REQUIRE(result.statement->isRaw == isRaw);
    REQUIRE(result.statement->id.text() == kId);
    REQUIRE(result.statement->reference() == (isRaw ? kId : "59c23b32d138e44d720041a9"));
    REQUIRE(result.end == text.size());
  }
}

TEST_CASE("without an id equal bytes are one statement, and so are records of one _id") {
  progress::StatementReader reader{json::Projection()};
  const auto idOf = [&](const std::string& text) { return reader.read(text, 0, {}).statement->id; };
  const std::string time = R"("timestamp":"2017-01-01T00:00:00Z")";
  REQUIRE(idOf(raw(time)) == idOf(raw(time)));
  REQUIRE(idOf(raw(time)) != idOf(raw(time + R"(,"result":{})")));
  const auto record = [&](const std::string& queue) {
    return R"({"_id":"59c23b32d138e44d720041a9","statement":)" + raw(time) + R"(,"queue":")" + queue + "\"}";
  };
  REQUIRE(idOf(record("a")) == idOf(record("b")));
}

TEST_CASE("a voiding statement names what it voids and a record may be marked voided") {
  const auto read = [](const std::string& text) {
    progress::StatementReader reader{json::Projection()};
    return *reader.read(text, 0, {}).statement;
  };
  const std::string verb = R"("verb":{"id":"http://adlnet.gov/expapi/verbs/voided"})";
  const auto voiding = [&](const std::string& object) {
    return R"({"actor":{"mbox":"mailto:a@b.c"},)" + verb + R"(,"object":)" + object + "," + kTimed + "}";
  };
  const std::string target = "11111111-2222-3333-4444-555555555555";
  const Statement good = read(voiding(R"({"objectType":"StatementRef","id":")" + target + "\"}"));
  REQUIRE(good.isVoiding);
  REQUIRE(good.voids->text() == target);
  REQUIRE_FALSE(read(voiding(R"({"id":"http://activity"})")).isVoiding);
  REQUIRE_FALSE(read(raw(kTimed)).isVoiding);
  REQUIRE(read(R"({"statement":)" + raw(kTimed) + R"(,"voided":true})").isVoided);
  REQUIRE_FALSE(read(R"({"statement":)" + raw(kTimed) + R"(,"voided":false})").isVoided);
}

TEST_CASE("voiding works within an organisation, from its time on") {
  progress::Voids voids;
  const json::Uuid id{1, 2};
  const json::ObjectId ours = *json::ObjectId::parse("111111111111111111111111");
  const json::ObjectId theirs = *json::ObjectId::parse("222222222222222222222222");
  REQUIRE(voids.empty());
  REQUIRE(voids.add(ours, id, 100));
  REQUIRE_FALSE(voids.add(ours, id, 200));
  REQUIRE(voids.isVoided(ours, id, 100));
  REQUIRE_FALSE(voids.isVoided(ours, id, 99));
  REQUIRE_FALSE(voids.isVoided(theirs, id, 100));
  REQUIRE(voids.isVoided(std::nullopt, id, 100));
  REQUIRE(voids.add(std::nullopt, id, 50));
  REQUIRE(voids.isVoided(theirs, id, 50));
}
