#include "progress/matcher.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace journeys::progress {
namespace {

using Journeys = std::vector<std::shared_ptr<const journey::Journey>>;
using Conditions = std::vector<std::shared_ptr<const query::Condition>>;

/// Equal conditions become one, with all who ask for it.
Conditions subscribe(const Journeys& journeys, std::vector<std::vector<Hit>>& subscribers) {
  Conditions conditions;
  std::unordered_map<std::string_view, std::size_t> known;
  for (std::uint32_t j = 0; j < journeys.size(); ++j) {
    const journey::Journey& journey = *journeys[j];
    if (!journey.isActive) continue;
    for (std::size_t step = 0; step < journey.active.size(); ++step) {
      const auto& condition = journey.activeWaypoint(step).condition;
      const auto [entry, isNew] = known.emplace(condition->canonical(), conditions.size());
      if (isNew) {
        conditions.push_back(condition);
        subscribers.emplace_back();
      }
      subscribers[entry->second].push_back({j, static_cast<Step>(step)});
    }
  }
  return conditions;
}

}  // namespace

Exclusion exclusionOf(const Statement& statement, const journey::Journey& journey) {
  if (!journey.isActive) return Exclusion::InactiveJourney;
  if (statement.isVoiding) return Exclusion::Voiding;
  if (statement.isVoided) return Exclusion::Voided;
  // Nobody said where a raw statement was stored: then it may have been anywhere.
  const auto isOf = [&](const std::optional<json::ObjectId>& of, const auto& accepts) {
    return of ? accepts(*of) : statement.isRaw;
  };
  const auto isOurs = [&](const json::ObjectId& organisation) { return organisation == *journey.organisation; };
  if (journey.organisation && !isOf(statement.organisation(), isOurs)) return Exclusion::OtherOrganisation;
  if (!journey.sources) return Exclusion::None;
  const auto isSource = [&](const json::ObjectId& store) {
    return std::binary_search(journey.sources->begin(), journey.sources->end(), store);
  };
  const bool isFromSource = !journey.sources->empty() && isOf(statement.store(), isSource);
  return isFromSource ? Exclusion::None : Exclusion::OtherSource;
}

Matcher::Matcher(Journeys journeys)
    : journeys_(std::move(journeys)),
      index_(subscribe(journeys_, subscribers_), StatementReader::ownNeeds()),
      reader_(index_.projection()) {}

const std::vector<Hit>& Matcher::match(const Statement& statement) {
  hits_.clear();
  if (statement.isVoiding || statement.isVoided) return hits_;
  matching_.clear();
  index_.match(*statement.record, matching_);
  for (const std::uint32_t condition : matching_) {
    for (const Hit& hit : subscribers_[condition]) {
      if (exclusionOf(statement, *journeys_[hit.journey]) == Exclusion::None) hits_.push_back(hit);
    }
  }
  std::sort(hits_.begin(), hits_.end());
  return hits_;
}

}  // namespace journeys::progress
