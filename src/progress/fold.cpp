#include "progress/fold.h"

#include <algorithm>

namespace journeys::progress {

Fold::Fold(const journey::Journey& journey)
    : isSequential_(journey.isSequential), isRepeatable_(journey.isRepeatable), ended_(journey.active.empty()) {
  counts_.reserve(journey.active.size());
  for (std::size_t i = 0; i < journey.active.size(); ++i) counts_.push_back(journey.activeWaypoint(i).count);
  pending_ = freshAttempt();
}

void Fold::takeAll(std::span<const FoldEntry> entries, std::vector<Role>* roles) {
  while (!entries.empty()) {
    const auto sameInstant = [&](const FoldEntry& entry) { return entry.at == entries.front().at; };
    const auto next = std::find_if_not(entries.begin(), entries.end(), sameInstant);
    const auto simultaneous = static_cast<std::size_t>(next - entries.begin());
    take(entries.first(simultaneous), roles);
    entries = entries.subspan(simultaneous);
  }
}

void Fold::take(std::span<const FoldEntry> simultaneous, std::vector<Role>* roles) {
  std::vector<Role> taken(simultaneous.size(), Role::Surplus);
  if (simultaneous.size() == 1) {
    takeOne(simultaneous.front(), taken.front());
  } else {
    takeMany(simultaneous, taken);
  }
  if (roles != nullptr) roles->insert(roles->end(), taken.begin(), taken.end());
}

void Fold::takeOne(const FoldEntry& entry, Role& role) {
  const Role otherwise = roleOfUncounted(entry);
  role = count(entry) ? Role::Counted : otherwise;
}

/// Again and again the entry with the smallest id that meets an open waypoint, until none does. For each step a
/// cursor stands on the first entry not yet counted that meets it; cursors only move on, as what counted once never
/// counts again, so the whole costs entries × steps and not entries².
void Fold::takeMany(std::span<const FoldEntry> entries, std::vector<Role>& roles) {
  std::vector<std::size_t> cursors(counts_.size(), 0);
  const auto waiting = [&](std::size_t step) {
    std::size_t& cursor = cursors[step];
    const auto meets = [&](const FoldEntry& entry) {
      return std::binary_search(entry.steps.begin(), entry.steps.end(), static_cast<Step>(step));
    };
    while (cursor < entries.size() && (roles[cursor] == Role::Counted || !meets(entries[cursor]))) ++cursor;
    return cursor;
  };
  while (!ended_) {
    std::size_t next = entries.size();
    for (std::size_t step = 0; step < counts_.size(); ++step) {
      if (isOpen(step)) next = std::min(next, waiting(step));
    }
    if (next == entries.size()) break;
    count(entries[next]);
    roles[next] = Role::Counted;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (roles[i] != Role::Counted) roles[i] = roleOfUncounted(entries[i]);
  }
}

/// Counts the entry for the open waypoints that it meets: one of them if the journey is sequential.
bool Fold::count(const FoldEntry& entry) {
  bool counted = false;
  for (const Step step : entry.steps) {
    if (!isOpen(step)) continue;
    StepProgress& progress = pending_.steps[step];
    progress.counted.push_back(entry.number);
    counted = true;
    if (isReached(pending_, step)) {
      progress.completedAt = entry.at;
      ++pending_.reached;
    }
    if (isSequential_) break;
  }
  if (counted && pending_.reached == counts_.size()) {
    pending_.completedAt = entry.at;
    completed_.push_back(std::move(pending_));
    pending_ = freshAttempt();
    ended_ = !isRepeatable_;
  }
  return counted;
}

bool Fold::isOpen(std::size_t step) const {
  if (ended_) return false;
  return isSequential_ ? step == pending_.reached : !isReached(pending_, step);
}

Role Fold::roleOfUncounted(const FoldEntry& entry) const {
  const bool comesTooEarly = isSequential_ && !ended_ && !entry.steps.empty() && entry.steps.back() > pending_.reached;
  return comesTooEarly ? Role::OutOfTurn : Role::Surplus;
}

Attempt Fold::freshAttempt() const {
  Attempt attempt;
  attempt.steps.resize(counts_.size());
  return attempt;
}

}  // namespace journeys::progress
