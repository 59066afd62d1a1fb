// The progress of all owners on one journey. References may come in any order and any number of times; what is told
// depends on their set only (contract/journeys.md, section 1).
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "journey/journey.h"
#include "progress/fold.h"
#include "progress/owner.h"
#include "progress/reference.h"
#include "progress/voids.h"

namespace journeys::progress {

/// Owners by number, shared by all cohorts of a replay.
class Owners {
 public:
  std::uint32_t number(const Ident& ident);
  std::optional<std::uint32_t> find(const Ident& ident) const;
  const Ident& ident(std::uint32_t number) const { return *idents_[number]; }
  std::size_t size() const { return idents_.size(); }

 private:
  std::unordered_map<Ident, std::uint32_t> numbers_;
  std::vector<const Ident*> idents_;
};

/// Everything that has happened.
inline constexpr json::Instant kAlways = std::numeric_limits<json::Instant>::max();

class Cohort {
 public:
  /// `owners` and `voids` outlive the cohort.
  Cohort(std::shared_ptr<const journey::Journey> journey, const Owners& owners, const Voids& voids);

  /// Takes in that a statement meets waypoints. A statement that is known already changes nothing; of copies with
  /// different content the same one is kept whichever comes first.
  void add(const json::Uuid& id, json::Instant at, const std::optional<json::ObjectId>& recordId, std::uint32_t owner,
           std::span<const Step> steps);

  /// To be told of every change of the voids.
  void onVoided(const json::Uuid& id);

  const journey::Journey& journey() const { return *journey_; }
  const Owners& owners() const { return owners_; }

  /// Owners with references, sorted by identity. Of some of them nothing may count.
  std::vector<std::uint32_t> ownerNumbers() const;

  /// An owner's fold, as it stood at an instant; nothing for an owner without references.
  std::optional<Fold> fold(std::uint32_t owner, json::Instant until);

  /// The same for `kAlways`, kept for the next time: when all that came since is later than what was folded, only
  /// that is folded then. Null for an owner without references. Valid until the next call.
  const Fold* liveFold(std::uint32_t owner);

  /// An owner's references in order, with voided ones and later ones, and the role of each that was folded.
  struct Line {
    const Reference* reference;
    bool isVoided;
    Role role;
  };
  std::vector<Line> lines(std::uint32_t owner, json::Instant until);

  const Reference& reference(std::uint32_t number) const { return references_[number]; }
  std::span<const Reference> references() const { return references_; }
  const StepSets& sets() const { return sets_; }
  std::span<const Step> stepsOf(const Reference& reference) const { return sets_[reference.steps]; }

 private:
  struct Live {
    Fold fold;
    std::size_t taken = 0;  // of the owner's references
    json::Instant last = std::numeric_limits<json::Instant>::min();
  };
  struct Owned {
    std::vector<std::uint32_t> references;
    bool isSorted = true;
    std::unique_ptr<Live> live;
  };

  std::optional<std::uint32_t> find(const json::Uuid& id) const;
  void index(std::uint32_t number);
  void grow();
  bool isPreferred(const Reference& candidate, const Reference& known) const;
  void replace(std::uint32_t number, const Reference& candidate);
  void own(std::uint32_t number);
  void disown(std::uint32_t number);
  Owned* findOwned(std::uint32_t owner);
  void sort(Owned& owned) const;
  bool isVoided(const Reference& reference, json::Instant until) const;
  std::vector<FoldEntry> entries(const Owned& owned, std::size_t from, json::Instant until) const;

  std::shared_ptr<const journey::Journey> journey_;
  const Owners& owners_;
  const Voids& voids_;
  StepSets sets_;
  std::vector<Reference> references_;
  std::vector<std::uint32_t> slots_;  // open addressing: reference number + 1 by statement id, 0 where empty
  std::unordered_map<std::uint32_t, Owned> owned_;
};

}  // namespace journeys::progress
