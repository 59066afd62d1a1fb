// What one statement contributes to one owner's progress on one journey, and the rule by which one of several
// copies of a statement is chosen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "json/time.h"
#include "json/uuid.h"
#include "json/value.h"
#include "progress/fold.h"

namespace journeys::progress {

/// Sets of steps, each known by a number: references hold the number. Few sets occur, however many references.
class StepSets {
 public:
  using Id = std::uint32_t;
  explicit StepSets(std::size_t steps);

  Id of(std::span<const Step> ascending);
  std::span<const Step> operator[](Id id) const { return sets_[id]; }
  std::size_t size() const { return sets_.size(); }

 private:
  std::vector<std::vector<Step>> sets_;  // the first ones are the single steps
  std::map<std::vector<Step>, Id> ids_;  // the others
};

struct Reference {
  json::Uuid id;
  json::Instant at = 0;
  std::optional<json::ObjectId> recordId;
  std::uint32_t owner = 0;
  StepSets::Id steps = 0;

  /// What progress documents call the statement.
  std::string text() const { return recordId ? recordId->hex() : id.text(); }
};

/// The order in which an owner's statements are folded (contract/journeys.md, section 4).
inline bool comesBefore(const Reference& a, const Reference& b) { return a.at != b.at ? a.at < b.at : a.id < b.id; }

}  // namespace journeys::progress
