// Puts one statement to all conditions of all loaded journeys and tells for which waypoints it counts.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "journey/journey.h"
#include "progress/fold.h"
#include "progress/statement.h"
#include "query/index.h"

namespace journeys::progress {

/// A statement meets a waypoint.
struct Hit {
  std::uint32_t journey = 0;  // its place among the matcher's journeys
  Step step = 0;
  auto operator<=>(const Hit&) const = default;
};

/// Why a statement does not count for a journey, whatever its conditions say (contract/journeys.md, section 3).
enum class Exclusion : std::uint8_t { None, InactiveJourney, OtherOrganisation, OtherSource, Voided, Voiding };
Exclusion exclusionOf(const Statement& statement, const journey::Journey& journey);

class Matcher {
 public:
  explicit Matcher(std::vector<std::shared_ptr<const journey::Journey>> journeys);

  const std::vector<std::shared_ptr<const journey::Journey>>& journeys() const { return journeys_; }
  StatementReader& reader() { return reader_; }
  query::Index::Shape shape() const { return index_.shape(); }

  /// The hits of a statement that this matcher's reader read last, by journey and step. Whether it has an owner is
  /// not looked at. Valid until the next call.
  const std::vector<Hit>& match(const Statement& statement);

 private:
  std::vector<std::shared_ptr<const journey::Journey>> journeys_;
  std::vector<std::vector<Hit>> subscribers_;  // by condition
  query::Index index_;
  StatementReader reader_;
  std::vector<std::uint32_t> matching_;
  std::vector<Hit> hits_;
};

}  // namespace journeys::progress
