#include "progress/voids.h"

#include <algorithm>

namespace journeys::progress {

bool Voids::add(const Organisation& organisation, const json::Uuid& statement, json::Instant since) {
  const auto [entry, isNew] = byOrganisation_[organisation].emplace(statement, since);
  if (isNew) return true;
  if (since >= entry->second) return false;
  entry->second = since;
  return true;
}

bool Voids::isVoided(const Organisation& organisation, const json::Uuid& statement, json::Instant at) const {
  if (!organisation) {
    return std::any_of(byOrganisation_.begin(), byOrganisation_.end(),
                       [&](const auto& entry) { return isVoidedBy(entry.second, statement, at); });
  }
  for (const Organisation& scope : {Organisation{}, organisation}) {
    const auto found = byOrganisation_.find(scope);
    if (found != byOrganisation_.end() && isVoidedBy(found->second, statement, at)) return true;
  }
  return false;
}

std::size_t Voids::size() const {
  std::size_t size = 0;
  for (const auto& [organisation, since] : byOrganisation_) size += since.size();
  return size;
}

bool Voids::isVoidedBy(const Since& voids, const json::Uuid& statement, json::Instant at) {
  const auto found = voids.find(statement);
  return found != voids.end() && found->second <= at;
}

}  // namespace journeys::progress
