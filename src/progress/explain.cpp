#include "progress/explain.h"

#include <map>

#include "progress/document.h"

namespace journeys::progress {
namespace {

const char* textOf(Exclusion exclusion) {
  switch (exclusion) {
    case Exclusion::None:
      break;
    case Exclusion::InactiveJourney:
      return "inactive journey";
    case Exclusion::OtherOrganisation:
      return "another organisation";
    case Exclusion::OtherSource:
      return "not from a source of the journey";
    case Exclusion::Voided:
      return "voided";
    case Exclusion::Voiding:
      return "a voiding statement";
  }
  return nullptr;
}

const char* textOf(Role role) {
  switch (role) {
    case Role::Counted:
      return "counted";
    case Role::Surplus:
      return "surplus";
    case Role::OutOfTurn:
      break;
  }
  return "out of turn";
}

/// Where the counted references went: the attempt, from 1, and the steps.
struct Counted {
  std::size_t attempt = 0;
  std::vector<std::size_t> steps;
};
using CountedByNumber = std::map<const Reference*, Counted>;

CountedByNumber countedOf(const Cohort& cohort, const Fold& fold) {
  CountedByNumber counted;
  const auto collect = [&](const Attempt& attempt, std::size_t number) {
    for (std::size_t step = 0; step < attempt.steps.size(); ++step) {
      for (const std::uint32_t reference : attempt.steps[step].counted) {
        Counted& entry = counted[&cohort.reference(reference)];
        entry.attempt = number;
        entry.steps.push_back(step);
      }
    }
  };
  std::size_t number = 0;
  for (const Attempt& attempt : fold.completed()) collect(attempt, ++number);
  collect(fold.pending(), ++number);
  return counted;
}

journey::Document lineDocument(const Cohort& cohort, const Cohort::Line& line, const CountedByNumber& counted) {
  const Reference& reference = *line.reference;
  journey::Document document;
  document["id"] = reference.id.text();
  document["statement"] = reference.text();
  document["timestamp"] = json::formatMilliseconds(json::toMilliseconds(reference.at));
  document["role"] = line.isVoided ? "voided" : textOf(line.role);
  journey::Document waypoints = journey::Document::array();
  const auto entry = counted.find(&reference);
  if (entry != counted.end()) {
    document["attempt"] = entry->second.attempt;
    for (const std::size_t step : entry->second.steps) waypoints.push_back(cohort.journey().activeWaypoint(step).id);
  } else {
    for (const Step step : cohort.stepsOf(reference)) waypoints.push_back(cohort.journey().activeWaypoint(step).id);
  }
  document["waypoints"] = std::move(waypoints);
  return document;
}

/// What the open attempt still needs: nothing where a journey that is not repeatable is completed.
journey::Document missingOf(const journey::Journey& journey, const Fold& fold) {
  journey::Document missing = journey::Document::array();
  if (!fold.completed().empty() && !journey.isRepeatable) return missing;
  for (std::size_t step = 0; step < journey.active.size(); ++step) {
    if (fold.isReached(fold.pending(), step)) continue;
    const journey::Waypoint& waypoint = journey.activeWaypoint(step);
    missing.push_back({{"waypoint", waypoint.id},
                       {"description", waypoint.description},
                       {"have", fold.pending().steps[step].counted.size()},
                       {"need", waypoint.count},
                       {"open", fold.isOpen(step)}});
  }
  return missing;
}

}  // namespace

StatementReader explainingReader(const journey::Journey& journey) {
  json::Projection projection;
  for (const journey::Waypoint& waypoint : journey.waypoints) waypoint.condition->need(projection);
  return StatementReader(std::move(projection));
}

journey::Document explainStatement(const journey::Journey& journey, const Statement& statement) {
  journey::Document explanation;
  explanation["id"] = statement.id.text();
  explanation["at"] = json::formatInstant(statement.at);
  const auto ident = statement.owner(journey.trackBy);
  explanation["owner"] = ident ? ownerDocument(journey.trackBy, *ident) : journey::Document(nullptr);
  const char* excluded = textOf(exclusionOf(statement, journey));
  if (excluded == nullptr && !ident) excluded = "nobody to track";
  explanation["excluded"] = excluded != nullptr ? journey::Document(excluded) : journey::Document(nullptr);
  journey::Document& waypoints = explanation["waypoints"] = journey::Document::array();
  for (const journey::Waypoint& waypoint : journey.waypoints) {
    journey::Document entry;
    entry["waypoint"] = waypoint.id;
    entry["description"] = waypoint.description;
    entry["isActive"] = waypoint.isActive;
    entry["held"] = waypoint.condition->matches(*statement.record);
    entry["condition"] = waypoint.condition->explain(*statement.record);
    waypoints.push_back(std::move(entry));
  }
  return explanation;
}

journey::Document explainProgress(Cohort& cohort, std::uint32_t owner, json::Instant until) {
  journey::Document explanation;
  const std::optional<Fold> folded = cohort.fold(owner, until);
  const Fold fold = folded ? *folded : Fold(cohort.journey());
  const auto span = spanOf(cohort, fold);
  explanation["progress"] = span ? progressDocument(cohort, owner, fold, *span) : journey::Document(nullptr);
  const CountedByNumber counted = countedOf(cohort, fold);
  journey::Document& statements = explanation["statements"] = journey::Document::array();
  for (const Cohort::Line& line : cohort.lines(owner, until)) {
    statements.push_back(lineDocument(cohort, line, counted));
  }
  explanation["missing"] = missingOf(cohort.journey(), fold);
  return explanation;
}

}  // namespace journeys::progress
