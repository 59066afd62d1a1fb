#include "progress/fold.h"

#include <string>
#include <vector>

#include "catch.h"
#include "journey/read.h"

using namespace journeys;
using progress::Fold;
using progress::FoldEntry;
using progress::Role;
using progress::Step;

namespace {

/// A journey of waypoints with these counts.
std::shared_ptr<const journey::Journey> journeyOf(const std::vector<int>& counts, bool sequential, bool repeatable) {
  journey::Document document{{"isSequential", sequential}, {"isRepeatable", repeatable}};
  for (const int count : counts) {
    document["waypoints"].push_back({{"conditions", journey::Document::object()}, {"count", count}});
  }
  return journey::read(document.dump()).journey;
}

/// Entries as text: an instant for each word, in it the statements by id, each the digits of the steps it meets.
/// "0 12,0" is one that meets step 0, then two at once: one that meets 1 and 2, and one that meets 0.
struct Entries {
  explicit Entries(const std::string& text) {
    std::int64_t at = 1;
    steps.emplace_back();
    std::vector<std::int64_t> times = {at};
    for (const char c : text) {
      if (c == ' ' || c == ',') {
        if (c == ' ') ++at;
        steps.emplace_back();
        times.push_back(at);
      } else {
        steps.back().push_back(static_cast<Step>(c - '0'));
      }
    }
    for (std::uint32_t i = 0; i < steps.size(); ++i) list.push_back({times[i], steps[i], i});
  }
  std::vector<std::vector<Step>> steps;
  std::vector<FoldEntry> list;
};

/// Attempts as text: `0.1|2 > ` a completed one in which entries 0 and 1 counted for the first waypoint and 2 for the
/// second, then the pending one.
std::string describe(const Fold& fold) {
  std::string text;
  const auto describeAttempt = [&](const progress::Attempt& attempt) {
    for (std::size_t step = 0; step < attempt.steps.size(); ++step) {
      if (step > 0) text += '|';
      for (std::size_t i = 0; i < attempt.steps[step].counted.size(); ++i) {
        if (i > 0) text += '.';
        text += std::to_string(attempt.steps[step].counted[i]);
      }
    }
  };
  for (const progress::Attempt& attempt : fold.completed()) {
    describeAttempt(attempt);
    text += " > ";
  }
  describeAttempt(fold.pending());
  return text;
}

}  // namespace

TEST_CASE("the fold follows the contract, section 5") {
  struct Case {
    const char* rule;
    std::vector<int> counts;
    bool sequential;
    bool repeatable;
    std::string entries;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"nothing", {1}, false, false, "", ""},
      {"a count is reached at its last statement; more are surplus", {2, 1}, false, false, "0 0 0", "0.1|"},
      {"non-sequential: a statement counts for every open waypoint it meets", {1, 1}, false, false, "01", "0|0 > |"},
      {"non-sequential: any order", {1, 1}, false, false, "1 0", "1|0 > |"},
      {"sequential: only the first open waypoint", {1, 1}, true, false, "1 0 1", "1|2 > |"},
      {"sequential: one statement advances one waypoint only", {1, 1}, true, false, "01", "0|"},
      {"sequential: and the next one the next", {1, 1}, true, false, "01 01", "0|1 > |"},
      {"sequential: counts", {2, 2}, true, false, "0 1 0 1 01", "0.2|3.4 > |"},
      {"not repeatable: the first completion ends it", {1}, false, false, "0 0 0", "0 > "},
      {"repeatable: the next attempt starts behind the completing statement",
       {1, 1},
       false,
       true,
       "0 0 1 1 0",
       "0|2 > 4|3 > |"},
      {"repeatable: a statement serves one attempt only", {1, 1}, false, true, "01 0", "0|0 > 1|"},
      {"repeatable: surplus of one attempt is lost to the next", {2, 1}, true, true, "0 0 0 1 1 0", "0.1|3 > 5|"},
      {"simultaneous: stamped alike, three sequential waypoints pass", {1, 1, 1}, true, false, "2,1,0", "2|1|0 > ||"},
      {"simultaneous: the smallest id that meets an open waypoint", {1, 1}, true, false, "01,0,1", "0|2 > |"},
      {"simultaneous: unused neighbours serve the next attempt", {1}, false, true, "0,0,0", "0 > 1 > 2 > "},
      {"simultaneous: skipped ones come back when a waypoint opens", {1, 1}, true, true, "1,0,1,0", "1|0 > 3|2 > |"},
      {"simultaneous: earlier ones of the instant may serve a later attempt",
       {1, 1},
       false,
       true,
       "0,0,1,1",
       "0|2 > 1|3 > |"},
      {"no active waypoint: never completed", {}, false, true, "", ""},
  };
  for (const Case& c : cases) {
    INFO(c.rule);
    Entries entries(c.entries);
    if (c.entries.empty()) entries.list.clear();
    Fold fold(*journeyOf(c.counts, c.sequential, c.repeatable));
    fold.takeAll(entries.list);
    REQUIRE(describe(fold) == c.expected);
  }
}

TEST_CASE("each statement has a role") {
  Fold fold(*journeyOf({1, 2}, true, false));
  Entries entries("1 0 0 01 1 1");
  std::vector<Role> roles;
  fold.takeAll(entries.list, &roles);
  const std::vector<Role> expected = {Role::OutOfTurn, Role::Counted, Role::Surplus,
                                      Role::Counted,   Role::Counted, Role::Surplus};
  REQUIRE((roles == expected));
}

TEST_CASE("very many statements of one instant are folded in time linear in their number") {
  constexpr std::size_t kMany = 200'000;
  std::string text = "0";
  for (std::size_t i = 1; i < kMany; ++i) text += i < kMany / 2 ? ",0" : ",1";
  Entries entries(text);
  Fold fold(*journeyOf({1, 1}, true, true));
  fold.takeAll(entries.list);  // with the square of their number this would take minutes
  REQUIRE(fold.completed().size() == kMany / 2);
}
