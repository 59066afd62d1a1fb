// The law (contract/journeys.md, section 1): progress is a function of the journey and the set of statements. Random
// journeys and statements, in every order, with duplicates, in chunks cut anywhere, against a naive model that sorts
// and folds by the contract's words.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "journey/read.h"
#include "progress/document.h"
#include "progress/replay.h"

using namespace journeys;
using journey::Document;

namespace {

struct Sent {
  std::string id;
  std::string owner;
  std::string verb;
  int second = 0;
  std::string voids;  // of a voiding statement

  std::string text() const {
    const std::string time = "2020-01-01T00:00:" + std::string(second < 10 ? "0" : "") + std::to_string(second) + "Z";
    Document statement{{"id", id}, {"timestamp", time}, {"actor", {{"mbox", owner}}}};
    statement["verb"]["id"] = voids.empty() ? verb : "http://adlnet.gov/expapi/verbs/voided";
    statement["object"] =
        voids.empty() ? Document{{"id", "http://o"}} : Document{{"objectType", "StatementRef"}, {"id", voids}};
    return statement.dump();
  }
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }
  bool chance(int percent) { return below(100) < percent; }
  template <class Items>
  void shuffle(Items& items) {
    std::shuffle(items.begin(), items.end(), engine_);
  }

 private:
  std::mt19937 engine_;
};

std::string idOf(int number) { return json::Uuid{0, static_cast<std::uint64_t>(number)}.text(); }
std::string verbOf(int number) { return "http://v/" + std::to_string(number); }

Document randomJourney(Random& random) {
  Document journey{{"isSequential", random.chance(50)}, {"isRepeatable", random.chance(50)}};
  const int waypoints = 1 + random.below(4);
  for (int i = 0; i < waypoints; ++i) {
    Document condition;
    condition["statement.verb.id"]["$in"] = {verbOf(random.below(4)), verbOf(random.below(4))};
    journey["waypoints"].push_back({{"conditions", condition},
                                    {"count", 1 + random.below(3)},
                                    {"order", random.below(3)},
                                    {"isActive", !random.chance(15)}});
  }
  return journey;
}

std::vector<Sent> randomStatements(Random& random) {
  std::vector<Sent> statements;
  const int count = random.below(40);
  for (int i = 0; i < count; ++i) {
    Sent sent{idOf(random.below(1000) * 50 + i), "mailto:" + std::to_string(random.below(3)), verbOf(random.below(5)),
              random.below(12), ""};
    if (!statements.empty() && random.chance(10)) {
      sent.voids = statements[static_cast<std::size_t>(random.below(static_cast<int>(statements.size())))].id;
    }
    statements.push_back(sent);
  }
  return statements;
}

// ---- the naive model

struct NaiveWaypoint {
  std::string id;
  std::set<std::string> verbs;
  std::size_t count;
  std::int64_t order;
  std::vector<std::string> counted;
  bool isReached() const { return counted.size() == count; }
  void clear() { counted.clear(); }
};

class Naive {
 public:
  explicit Naive(const Document& journey) : sequential_(journey["isSequential"]), repeatable_(journey["isRepeatable"]) {
    for (const Document& waypoint : journey["waypoints"]) {
      if (!waypoint["isActive"].get<bool>()) continue;
      waypoints_.push_back({waypoint["_id"],
                            waypoint["conditions"]["statement.verb.id"]["$in"],
                            waypoint["count"],
                            waypoint["order"],
                            {}});
    }
    std::stable_sort(waypoints_.begin(), waypoints_.end(), [](auto& a, auto& b) { return a.order < b.order; });
  }

  /// All attempts of an owner, the open one last: {waypoint id: [statement ids]}.
  Document attempts(std::vector<Sent> statements) {
    std::sort(statements.begin(), statements.end(),
              [](const Sent& a, const Sent& b) { return std::tie(a.second, a.id) < std::tie(b.second, b.id); });
    attempts_ = Document::array();
    for (auto& waypoint : waypoints_) waypoint.clear();
    while (!statements.empty() && !ended_) {
      std::vector<Sent> instant;
      for (const Sent& sent : statements) {
        if (sent.second == statements.front().second) instant.push_back(sent);
      }
      statements.erase(statements.begin(), statements.begin() + static_cast<std::ptrdiff_t>(instant.size()));
      while (takeOne(instant)) {
      }
    }
    attempts_.push_back(current());
    return attempts_;
  }

 private:
  /// Takes the statement with the smallest id that meets an open waypoint.
  bool takeOne(std::vector<Sent>& instant) {
    for (std::size_t i = 0; i < instant.size(); ++i) {
      if (!take(instant[i])) continue;
      instant.erase(instant.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    }
    return false;
  }

  bool take(const Sent& sent) {
    if (ended_ || waypoints_.empty()) return false;
    bool taken = false;
    for (NaiveWaypoint& waypoint : waypoints_) {
      if (waypoint.isReached()) continue;
      if (waypoint.verbs.count(sent.verb) > 0) {
        waypoint.counted.push_back(sent.id);
        taken = true;
      }
      if (sequential_) break;
    }
    if (taken && std::all_of(waypoints_.begin(), waypoints_.end(), [](auto& w) { return w.isReached(); })) {
      attempts_.push_back(current());
      for (auto& waypoint : waypoints_) waypoint.clear();
      ended_ = !repeatable_;
    }
    return taken;
  }

  Document current() const {
    Document attempt = Document::object();
    for (const NaiveWaypoint& waypoint : waypoints_) {
      if (!waypoint.counted.empty()) attempt[waypoint.id] = waypoint.counted;
    }
    return attempt;
  }

  bool sequential_;
  bool repeatable_;
  bool ended_ = false;
  std::vector<NaiveWaypoint> waypoints_;
  Document attempts_;
};

/// {owner: attempts}, owners of whom nothing counts left out.
Document naively(const Document& journey, const std::vector<Sent>& statements) {
  std::set<std::string> voided;
  for (const Sent& sent : statements) voided.insert(sent.voids);
  std::map<std::string, std::vector<Sent>> byOwner;
  for (const Sent& sent : statements) {
    if (sent.voids.empty() && voided.count(sent.id) == 0) byOwner[sent.owner].push_back(sent);
  }
  Document all = Document::object();
  for (const auto& [owner, own] : byOwner) {
    Document attempts = Naive(journey).attempts(own);
    if (attempts.size() > 1 || !attempts[0].empty()) all[owner] = attempts;
  }
  return all;
}

// ---- the engine

Document attemptOf(const Document& waypoints) {
  Document attempt = Document::object();
  for (const auto& [id, waypoint] : waypoints.items()) {
    for (const Document& reference : waypoint["statements"]) attempt[id].push_back(reference["statement"]);
  }
  return attempt;
}

/// Writes a stream in chunks; `read` is called between them.
template <class Between>
void stream(progress::Replay& replay, const std::string& text, Random& random, Between between) {
  std::string buffer;
  std::vector<progress::Invalid> invalid;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = static_cast<std::size_t>(1 + random.below(400));
    buffer += text.substr(at, size);
    at += size;
    buffer.erase(0, replay.write(buffer, false, {}, invalid));
    between();
  }
  replay.write(buffer, true, {}, invalid);
  REQUIRE(invalid.empty());
}

Document toldBy(progress::Cohort& cohort, bool live) {
  Document all = Document::object();
  for (const std::uint32_t owner : cohort.ownerNumbers()) {
    const auto fresh = cohort.fold(owner, progress::kAlways);
    const progress::Fold& fold = live ? *cohort.liveFold(owner) : *fresh;
    const auto span = progress::spanOf(cohort, fold);
    if (!span) continue;
    const Document document = progress::progressDocument(cohort, owner, fold, *span);
    Document& attempts = all[document["owner"]["ident"]["mbox"].get<std::string>()];
    for (const Document& completion : document["completions"]) attempts.push_back(attemptOf(completion["waypoints"]));
    attempts.push_back(attemptOf(document["pendingProgress"]));
  }
  return all;
}

bool isSame(const Document& a, const Document& b) { return nlohmann::json(a) == nlohmann::json(b); }

}  // namespace

TEST_CASE("progress is a function of the journey and the set of statements") {
  const char* given = std::getenv("JOURNEYS_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device{}();
  INFO("again with JOURNEYS_SEED=" << seed);
  Random random(seed);
  int completions = 0;
  int ties = 0;
  int voids = 0;
  for (int round = 0; round < 600; ++round) {
    const auto journey = journey::read(randomJourney(random).dump()).journey;
    std::vector<Sent> statements = randomStatements(random);
    const Document expected = naively(journey->document, statements);
    std::set<std::pair<std::string, int>> instants;
    for (const Sent& sent : statements) {
      voids += sent.voids.empty() ? 0 : 1;
      ties += instants.emplace(sent.owner, sent.second).second ? 0 : 1;
    }
    for (const auto& [owner, attempts] : expected.items()) completions += static_cast<int>(attempts.size()) - 1;
    for (int arrival = 0; arrival < 4; ++arrival) {
      std::vector<Sent> sent = statements;
      for (const Sent& again : statements) {
        if (random.chance(20)) sent.push_back(again);
      }
      random.shuffle(sent);
      std::string text;
      for (const Sent& statement : sent) text += statement.text() + "\n";
      progress::Replay replay({journey});
      progress::Cohort& cohort = replay.cohorts().front();
      stream(replay, text, random, [&] {
        if (arrival == 3) toldBy(cohort, true);  // what is read in between must not matter
      });
      INFO("round " << round << ", arrival " << arrival << ": " << journey->document.dump() << "\n" << text);
      REQUIRE(isSame(toldBy(cohort, false), expected));
      REQUIRE(isSame(toldBy(cohort, true), expected));
    }
  }
  // The cases are worth something only if they have what is hard in them.
  REQUIRE(completions > 500);
  REQUIRE(ties > 500);
  REQUIRE(voids > 200);
}
