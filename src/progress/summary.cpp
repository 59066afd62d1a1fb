#include "progress/summary.h"

#include <algorithm>

#include "progress/document.h"

namespace journeys::progress {
namespace {

/// The middle one, or of two the mean.
Document median(std::vector<std::int64_t>& values) {
  if (values.empty()) return nullptr;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  const std::int64_t sum = values[middle - 1] + values[middle];
  return sum % 2 == 0 ? Document(sum / 2) : Document(static_cast<double>(sum) / 2);
}

}  // namespace

Document summaryDocument(Cohort& cohort, json::Instant until) {
  const journey::Journey& journey = cohort.journey();
  std::size_t owners = 0;
  std::vector<std::size_t> reached(journey.active.size(), 0);
  std::vector<std::int64_t> durations;
  for (const std::uint32_t owner : cohort.ownerNumbers()) {
    const std::optional<Fold> fold = cohort.fold(owner, until);
    const auto span = spanOf(cohort, *fold);
    if (!span) continue;
    ++owners;
    for (std::size_t step = 0; step < reached.size(); ++step) {
      const bool everReached = !fold->completed().empty() || fold->isReached(fold->pending(), step);
      if (everReached) ++reached[step];
    }
    if (const auto duration = durationOf(*fold, *span)) durations.push_back(*duration);
  }
  Document summary;
  summary["journey"] = journey.id;
  summary["description"] = journey.description;
  summary["owners"] = owners;
  summary["completed"] = durations.size();
  summary["medianDuration"] = median(durations);
  Document& waypoints = summary["waypoints"] = Document::array();
  for (std::size_t step = 0; step < reached.size(); ++step) {
    const journey::Waypoint& waypoint = journey.activeWaypoint(step);
    waypoints.push_back({{"_id", waypoint.id}, {"description", waypoint.description}, {"reached", reached[step]}});
  }
  return summary;
}

}  // namespace journeys::progress
