// How a cohort stands, in numbers.
#pragma once

#include "progress/cohort.h"

namespace journeys::progress {

/// {journey, description, owners, completed, medianDuration, waypoints: [{_id, description, reached}]}: owners of
/// whom something counts; how many of them completed; the median of their durations in milliseconds, or null; and how
/// many reached each active waypoint, in any attempt.
journey::Document summaryDocument(Cohort& cohort, json::Instant until);

}  // namespace journeys::progress
