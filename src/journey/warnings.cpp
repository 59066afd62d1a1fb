#include "journey/warnings.h"

#include <algorithm>
#include <map>
#include <string>

namespace journeys::journey {
namespace {

std::string conditionsPath(std::size_t waypoint) { return "waypoints." + std::to_string(waypoint) + ".conditions"; }

void warnOfConditions(const Journey& journey, std::vector<Warning>& warnings) {
  std::map<std::string, std::size_t, std::less<>> firstWith;
  for (std::size_t i = 0; i < journey.waypoints.size(); ++i) {
    const Waypoint& waypoint = journey.waypoints[i];
    if (!waypoint.isActive) continue;
    const query::Condition& condition = *waypoint.condition;
    if (condition.isEmpty()) warnings.push_back({conditionsPath(i), "every statement meets an empty condition"});
    if (!condition.canMatch()) warnings.push_back({conditionsPath(i), "nothing can meet this condition"});
    const auto [first, isNew] = firstWith.emplace(condition.canonical(), i);
    if (!isNew) {
      warnings.push_back({conditionsPath(i), "the same condition as waypoint " + std::to_string(first->second)});
    }
  }
}

bool hasActiveOutcome(const Document& document) {
  const auto& outcomes = document.at("outcomes");
  return std::any_of(outcomes.begin(), outcomes.end(),
                     [](const Document& outcome) { return outcome.at("isActive").get<bool>(); });
}

}  // namespace

std::vector<Warning> warningsOf(const Journey& journey) {
  std::vector<Warning> warnings;
  if (journey.isActive && journey.active.empty()) {
    warnings.push_back({"waypoints", "without an active waypoint the journey is never completed"});
  }
  warnOfConditions(journey, warnings);
  if (!hasActiveOutcome(journey.document)) {
    warnings.push_back({"outcomes", "without an active outcome nobody is told of a completion"});
  }
  if (journey.sources && journey.sources->empty()) {
    warnings.push_back({"sources", "an empty list of sources excludes every statement; leave it out for all stores"});
  }
  return warnings;
}

}  // namespace journeys::journey
