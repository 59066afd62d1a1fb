#include "progress/overview.h"

#include <algorithm>
#include <limits>

#include "progress/document.h"

namespace journeys::progress {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double millisecondsOf(json::Instant at) { return static_cast<double>(json::toMilliseconds(at)); }

/// The open attempt, or where a journey that is not repeatable is completed, that one.
const Attempt& attemptShown(const journey::Journey& journey, const Fold& fold) {
  return journey.isRepeatable || fold.completed().empty() ? fold.pending() : fold.completed().front();
}

void addAttempt(Overview& overview, const Fold& fold, const Attempt& attempt) {
  std::size_t standing = 0;
  while (standing < attempt.steps.size() && fold.isReached(attempt, standing)) ++standing;
  overview.reached.push_back(static_cast<std::uint32_t>(attempt.reached));
  overview.standing.push_back(static_cast<std::uint32_t>(standing));
  for (const StepProgress& step : attempt.steps) {
    overview.have.push_back(static_cast<std::uint32_t>(step.counted.size()));
  }
}

template <class Value>
void append(std::string& bytes, const std::vector<Value>& values) {
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value));
}

}  // namespace

Overview overviewOf(Cohort& cohort, json::Instant until) {
  Overview overview;
  overview.steps = cohort.journey().active.size();
  for (const std::uint32_t owner : cohort.ownerNumbers()) {
    const std::optional<Fold> fold = cohort.fold(owner, until);
    const auto span = spanOf(cohort, *fold);
    if (!span) continue;
    const auto& completed = fold->completed();
    const auto duration = durationOf(*fold, *span);
    overview.owner.push_back(owner);
    overview.startedAt.push_back(millisecondsOf(span->first));
    overview.lastAt.push_back(millisecondsOf(span->last));
    overview.completedAt.push_back(completed.empty() ? kNone : millisecondsOf(completed.front().completedAt));
    overview.duration.push_back(duration ? static_cast<double>(*duration) : kNone);
    overview.completions.push_back(static_cast<std::uint32_t>(completed.size()));
    for (const Attempt& attempt : completed) overview.completionTimes.push_back(millisecondsOf(attempt.completedAt));
    addAttempt(overview, *fold, attemptShown(cohort.journey(), *fold));
  }
  std::sort(overview.completionTimes.begin(), overview.completionTimes.end());
  return overview;
}

void writeOverview(const Overview& overview, std::string& bytes) {
  const std::vector<std::uint32_t> sizes = {static_cast<std::uint32_t>(overview.owner.size()),
                                            static_cast<std::uint32_t>(overview.steps),
                                            static_cast<std::uint32_t>(overview.completionTimes.size()), 0};
  bytes.clear();
  append(bytes, sizes);
  for (const auto* column :
       {&overview.startedAt, &overview.completedAt, &overview.duration, &overview.lastAt, &overview.completionTimes}) {
    append(bytes, *column);
  }
  for (const auto* column :
       {&overview.owner, &overview.completions, &overview.reached, &overview.standing, &overview.have}) {
    append(bytes, *column);
  }
}

}  // namespace journeys::progress
