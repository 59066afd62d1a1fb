// Why: what a statement means for each waypoint, and where each of an owner's statements went (contract/journeys.md,
// section 10).
#pragma once

#include "progress/cohort.h"
#include "progress/matcher.h"

namespace journeys::progress {

/// A reader of statements that sees all that a journey's conditions look at, those of inactive waypoints too.
StatementReader explainingReader(const journey::Journey& journey);

/// {id, at, owner, excluded, waypoints: [{waypoint, description, isActive, held, condition}]}; `excluded` says why
/// the statement does not count for the journey at all, or is null.
journey::Document explainStatement(const journey::Journey& journey, const Statement& statement);

/// {progress, statements: [{id, statement, timestamp, role, attempt?, waypoints}],
///  missing: [{waypoint, description, have, need, open}]}
journey::Document explainProgress(Cohort& cohort, std::uint32_t owner, json::Instant until);

}  // namespace journeys::progress
