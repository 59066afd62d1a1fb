// The progress document (contract/journeys.md, section 6), from a fold.
#pragma once

#include <cstdint>

#include "progress/cohort.h"

namespace journeys::progress {

using journey::Document;

/// When the first and the last statement that counts happened.
struct Span {
  json::Instant first = 0;
  json::Instant last = 0;
};

/// Nothing where no statement counts: then there is no progress.
std::optional<Span> spanOf(const Cohort& cohort, const Fold& fold);

/// The document of an owner of whom something counts. `_id` is derived from journey and owner; `createdAt` and
/// `updatedAt` are the times of the first and the last counted statement: a host that stores progress has its own.
Document progressDocument(const Cohort& cohort, std::uint32_t owner, const Fold& fold, const Span& span);

/// From the first counted statement to the first completion, in milliseconds; nothing where it is not completed.
std::optional<std::int64_t> durationOf(const Fold& fold, const Span& span);

}  // namespace journeys::progress
