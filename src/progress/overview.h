// How a cohort stands, a row for each owner: for hosts that show many at once, to which documents would be too much.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "progress/cohort.h"

namespace journeys::progress {

/// Columns over the owners of whom something counts, sorted by identity. Times and durations are in milliseconds, times
/// since 1970; NaN stands for none.
struct Overview {
  std::vector<double> startedAt;
  std::vector<double> completedAt;  // the first completion
  std::vector<double> duration;     // from startedAt to completedAt
  std::vector<double> lastAt;       // the last statement that counts
  std::vector<std::uint32_t> owner;
  std::vector<std::uint32_t> completions;
  /// Of the attempt that is open, or of the completed one where none is: how many active waypoints are reached; the first
  /// of them that is not, or their number; and for each, in a row of `steps`, how many statements count for it.
  std::vector<std::uint32_t> reached;
  std::vector<std::uint32_t> standing;
  std::vector<std::uint32_t> have;
  std::size_t steps = 0;

  /// When attempts were completed, of all owners, ascending.
  std::vector<double> completionTimes;
};

Overview overviewOf(Cohort& cohort, json::Instant until);

/// The same as bytes, in the order of the machine: the numbers of rows, steps and completion times and a zero, of 32 bits
/// each; startedAt, completedAt, duration, lastAt, completionTimes, of 64 bits; owner, completions, reached, standing,
/// have, of 32 bits.
void writeOverview(const Overview& overview, std::string& bytes);

}  // namespace journeys::progress
