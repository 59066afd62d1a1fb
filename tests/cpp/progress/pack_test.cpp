// What a replay packs is taken in by another one whole, or refused whole, whatever the bytes are.
#include "progress/pack.h"

#include <random>

#include "catch.h"
#include "journey/read.h"
#include "progress/overview.h"

using namespace journeys;

namespace {

const char* const kJourney = R"({"_id": "59c23527bdf9ac67b2ab5ee6", "isSequential": true, "waypoints": [
  {"conditions": {"statement.verb.id": "http://example.org/began"}},
  {"conditions": {"statement.verb.id": {"$in": ["http://example.org/began", "http://example.org/ended"]}}}]})";

std::string statement(int number, const std::string& verb, const std::string& object) {
  const std::string digits = std::to_string(number);
  return R"({"id":"00000000-0000-4000-8000-)" + std::string(12 - digits.size(), '0') + digits +
         R"(","timestamp":"2024-01-01T00:00:)" + std::to_string(10 + number) +
         R"(Z","actor":{"mbox":"mailto:ada@example.org"},"verb":{"id":")" + verb + R"("},"object":)" + object + "}\n";
}

const std::string kPlain = R"({"id":"http://example.org/course"})";
const std::string kFirst = statement(1, "http://example.org/began", kPlain);
const std::string kRest = statement(2, "http://example.org/ended", kPlain) +
                          statement(3, "http://adlnet.gov/expapi/verbs/voided",
                                    R"({"objectType":"StatementRef","id":"00000000-0000-4000-8000-000000000001"})") +
                          statement(4, "http://example.org/began", kPlain);

void write(progress::Replay& replay, const std::string& statements) {
  std::vector<progress::Invalid> invalid;
  replay.write(statements, true, {}, invalid);
  REQUIRE(invalid.empty());
}

std::string overviewOf(progress::Replay& replay) {
  std::string bytes;
  progress::writeOverview(progress::overviewOf(replay.cohorts().front(), progress::kAlways), bytes);
  return bytes;
}

}  // namespace

TEST_CASE("a replay with another one merged into it tells what one of all the statements tells") {
  const auto journey = journey::read(kJourney).journey;
  progress::Replay whole({journey});
  write(whole, kFirst + kRest);
  progress::Replay first({journey});
  write(first, kFirst);
  progress::Replay rest({journey});
  write(rest, kRest);
  std::string packed;
  progress::pack(rest, packed);
  for (int times = 0; times < 2; ++times) {
    REQUIRE(progress::merge(first, packed));
    REQUIRE(overviewOf(first) == overviewOf(whole));
  }
  REQUIRE(first.voids().size() == 1);
}

TEST_CASE("bytes that no replay packed are refused or mean something, and do no harm") {
  const auto journey = journey::read(kJourney).journey;
  progress::Replay replay({journey});
  write(replay, kFirst + kRest);
  std::string packed;
  progress::pack(replay, packed);
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = packed.substr(0, round % 2 == 0 ? packed.size() : random() % packed.size());
    for (auto times = 1 + random() % 3; times > 0 && !bytes.empty(); --times) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    progress::Replay into({journey});
    if (progress::merge(into, bytes)) {
      overviewOf(into);
    } else {
      ++refused;
      REQUIRE(into.stats().statements == 0);
      REQUIRE(into.owners().size() == 0);
    }
  }
  REQUIRE(refused > 2000);
}
