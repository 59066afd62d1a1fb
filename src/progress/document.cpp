#include "progress/document.h"

#include <algorithm>

namespace journeys::progress {
namespace {

std::string timeText(json::Instant at) { return json::formatMilliseconds(json::toMilliseconds(at)); }

Document waypointDocument(const Cohort& cohort, const Fold& fold, const Attempt& attempt, std::size_t step) {
  const journey::Waypoint& waypoint = cohort.journey().activeWaypoint(step);
  const StepProgress& progress = attempt.steps[step];
  Document document;
  document["waypoint"] = waypoint.id;
  document["order"] = waypoint.order;
  document["isCompleted"] = fold.isReached(attempt, step);
  if (fold.isReached(attempt, step)) document["completedAt"] = timeText(progress.completedAt);
  Document& statements = document["statements"] = Document::array();
  for (const std::uint32_t number : progress.counted) {
    const Reference& reference = cohort.reference(number);
    statements.push_back({{"statement", reference.text()}, {"timestamp", timeText(reference.at)}});
  }
  return document;
}

/// The waypoints of an attempt by id: those with a counted statement, which in a completed one are all.
Document waypointsDocument(const Cohort& cohort, const Fold& fold, const Attempt& attempt) {
  Document waypoints = Document::object();
  for (std::size_t step = 0; step < attempt.steps.size(); ++step) {
    if (attempt.steps[step].counted.empty()) continue;
    waypoints[cohort.journey().activeWaypoint(step).id] = waypointDocument(cohort, fold, attempt, step);
  }
  return waypoints;
}

Document completionsDocument(const Cohort& cohort, const Fold& fold) {
  Document completions = Document::array();
  for (const Attempt& attempt : fold.completed()) {
    Document completion;
    completion["waypoints"] = waypointsDocument(cohort, fold, attempt);
    completion["completedAt"] = timeText(attempt.completedAt);
    completion["isCompleted"] = true;
    completions.push_back(std::move(completion));
  }
  return completions;
}

}  // namespace

std::optional<Span> spanOf(const Cohort& cohort, const Fold& fold) {
  std::optional<Span> span;
  const auto include = [&](const Attempt& attempt) {
    for (const StepProgress& step : attempt.steps) {
      if (step.counted.empty()) continue;
      const json::Instant first = cohort.reference(step.counted.front()).at;
      const json::Instant last = cohort.reference(step.counted.back()).at;
      span = span ? Span{std::min(span->first, first), std::max(span->last, last)} : Span{first, last};
    }
  };
  for (const Attempt& attempt : fold.completed()) include(attempt);
  include(fold.pending());
  return span;
}

std::optional<std::int64_t> durationOf(const Fold& fold, const Span& span) {
  if (fold.completed().empty()) return std::nullopt;
  return json::toMilliseconds(fold.completed().front().completedAt) - json::toMilliseconds(span.first);
}

Document progressDocument(const Cohort& cohort, std::uint32_t owner, const Fold& fold, const Span& span) {
  const journey::Journey& journey = cohort.journey();
  const Ident& ident = cohort.owners().ident(owner);
  Document document;
  document["_id"] = json::deriveObjectId(journey.id + ident).hex();
  document["journey"] = journey.id;
  if (journey.organisation) document["organisation"] = journey.organisation->hex();
  document["createdAt"] = timeText(span.first);
  document["updatedAt"] = timeText(span.last);
  document["journeyVersion"] = journey.version;
  document["owner"] = ownerDocument(journey.trackBy, ident);
  document["startedAt"] = timeText(span.first);
  const bool isCompleted = !fold.completed().empty();
  const auto duration = durationOf(fold, span);
  document["isCompleted"] = isCompleted;
  document["completedAt"] = isCompleted ? Document(timeText(fold.completed().front().completedAt)) : Document(nullptr);
  document["duration"] = duration ? Document(*duration) : Document(nullptr);
  document["pendingProgress"] = waypointsDocument(cohort, fold, fold.pending());
  document["completions"] = completionsDocument(cohort, fold);
  return document;
}

}  // namespace journeys::progress
