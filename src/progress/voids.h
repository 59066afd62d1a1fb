// Which statements are voided, and since when (xAPI 1.0.3 Data 2.3.2; contract/journeys.md, section 3). Voiding
// works within one organisation, and may come before what it voids.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>

#include "json/time.h"
#include "json/uuid.h"
#include "json/value.h"

namespace journeys::progress {

class Voids {
 public:
  /// No organisation: of every one.
  using Organisation = std::optional<json::ObjectId>;

  /// Returns whether this changed anything.
  bool add(const Organisation& organisation, const json::Uuid& statement, json::Instant since);

  /// Whether a statement that counts for a journey of that organisation is voided at an instant.
  bool isVoided(const Organisation& organisation, const json::Uuid& statement, json::Instant at) const;

  bool empty() const { return byOrganisation_.empty(); }
  std::size_t size() const;

  /// Calls `onVoid(organisation, statement, since)` for each.
  template <class OnVoid>
  void each(OnVoid onVoid) const {
    for (const auto& [organisation, since] : byOrganisation_) {
      for (const auto& [statement, at] : since) onVoid(organisation, statement, at);
    }
  }

 private:
  using Since = std::unordered_map<json::Uuid, json::Instant>;
  static bool isVoidedBy(const Since& voids, const json::Uuid& statement, json::Instant at);

  std::map<Organisation, Since> byOrganisation_;
};

}  // namespace journeys::progress
