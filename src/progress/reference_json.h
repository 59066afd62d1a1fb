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

/// Adds an array of references to a cohort whose owners are `owners`. All must be of one owner; its number is given
/// back, or nothing for an empty array.
std::optional<ReferenceFault> addReferences(const journey::Document& references, Cohort& cohort, Owners& owners,
                                            std::optional<std::uint32_t>& owner);

}  // namespace journeys::progress
