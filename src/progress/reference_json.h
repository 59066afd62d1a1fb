// References as JSON: what a host stores of a statement, and gives back when progress is to be folded.
//   {journey, owner: {trackBy, ident}, id, statement, at, waypoints}
#pragma once

#include <optional>
#include <span>
#include <string>

#include "progress/cohort.h"
#include "progress/statement.h"

namespace journeys::progress {

journey::Document referenceDocument(const journey::Journey& journey, const Ident& owner, const Statement& statement,
                                    std::span<const Step> steps);

struct ReferenceFault {
  std::string path;  // `references.3.at`
  std::string message;
};

/// {id, organisation?, at?}: a statement that is voided, within an organisation (none: within all), from a time on
/// (none: always).
journey::Document voidDocument(const Statement& by, const json::Uuid& id, std::optional<json::Instant> since);

/// Adds an array of such documents, or of ids alone. False where one is neither.
bool addVoids(const journey::Document& list, Voids& voids);

/// Adds an array of references to a cohort whose owners are `owners`. All must be of one owner; its number is given
/// back, or nothing for an empty array.
std::optional<ReferenceFault> addReferences(const json::Value& references, Cohort& cohort, Owners& owners,
                                            std::optional<std::uint32_t>& owner);

}  // namespace journeys::progress
