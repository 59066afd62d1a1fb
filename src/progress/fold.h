// The fold: from an owner's references, in order, to attempts (contract/journeys.md, sections 4 and 5). Pure: it
// knows numbers only, neither ids nor documents.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "journey/journey.h"
#include "json/time.h"

namespace journeys::progress {

/// The position of an active waypoint on the journey's way: 0 for the lowest order.
using Step = std::uint16_t;

/// One statement that meets some waypoints. `number` is the caller's name for it.
struct FoldEntry {
  json::Instant at = 0;
  std::span<const Step> steps;  // ascending
  std::uint32_t number = 0;
};

struct StepProgress {
  std::vector<std::uint32_t> counted;  // numbers of entries, as they counted
  json::Instant completedAt = 0;       // once counted.size() is the waypoint's count
};

struct Attempt {
  std::vector<StepProgress> steps;  // one for each active waypoint
  std::size_t reached = 0;
  json::Instant completedAt = 0;  // once all are reached
};

/// What became of a statement that meets some waypoint.
enum class Role : std::uint8_t { Counted, Surplus, OutOfTurn };

class Fold {
 public:
  explicit Fold(const journey::Journey& journey);

  /// Takes all entries of one instant, sorted by statement id. Instants come in ascending order, each once: then
  /// every call costs no more than its entries, whatever came before. `roles`, where given, receives the role of
  /// each entry, in their order.
  void take(std::span<const FoldEntry> simultaneous, std::vector<Role>* roles = nullptr);

  /// Takes entries sorted by instant and id, none of them at or before an instant already taken.
  void takeAll(std::span<const FoldEntry> entries, std::vector<Role>* roles = nullptr);

  const std::vector<Attempt>& completed() const { return completed_; }
  /// The open attempt; empty once a journey that is not repeatable is completed.
  const Attempt& pending() const { return pending_; }
  bool isReached(const Attempt& attempt, std::size_t step) const {
    return attempt.steps[step].counted.size() == counts_[step];
  }
  std::uint32_t countOf(std::size_t step) const { return counts_[step]; }
  /// Whether a statement that met this waypoint next would count.
  bool isOpen(std::size_t step) const;

 private:
  bool count(const FoldEntry& entry);
  void takeOne(const FoldEntry& entry, Role& role);
  void takeMany(std::span<const FoldEntry> entries, std::vector<Role>& roles);
  Role roleOfUncounted(const FoldEntry& entry) const;
  Attempt freshAttempt() const;

  std::vector<std::uint32_t> counts_;
  bool isSequential_;
  bool isRepeatable_;
  bool ended_ = false;
  std::vector<Attempt> completed_;
  Attempt pending_;
};

}  // namespace journeys::progress
