#include "progress/reference.h"

namespace journeys::progress {

StepSets::StepSets(std::size_t steps) {
  sets_.reserve(steps);
  for (std::size_t step = 0; step < steps; ++step) sets_.push_back({static_cast<Step>(step)});
}

StepSets::Id StepSets::of(std::span<const Step> ascending) {
  if (ascending.size() == 1) return ascending.front();
  const auto [entry, isNew] =
      ids_.emplace(std::vector<Step>(ascending.begin(), ascending.end()), static_cast<Id>(sets_.size()));
  if (isNew) sets_.push_back(entry->first);
  return entry->second;
}

}  // namespace journeys::progress
