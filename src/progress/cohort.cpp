#include "progress/cohort.h"

#include <algorithm>

namespace journeys::progress {

std::uint32_t Owners::number(const Ident& ident) {
  const auto [entry, isNew] = numbers_.emplace(ident, static_cast<std::uint32_t>(idents_.size()));
  if (isNew) idents_.push_back(&entry->first);
  return entry->second;
}

std::optional<std::uint32_t> Owners::find(const Ident& ident) const {
  const auto found = numbers_.find(ident);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

Cohort::Cohort(std::shared_ptr<const journey::Journey> journey, const Owners& owners, const Voids& voids)
    : journey_(std::move(journey)), owners_(owners), voids_(voids), sets_(journey_->active.size()) {}

void Cohort::add(const json::Uuid& id, json::Instant at, const std::optional<json::ObjectId>& recordId,
                 std::uint32_t owner, std::span<const Step> steps) {
  const Reference candidate{id, at, recordId, owner, sets_.of(steps)};
  if (const auto known = find(id)) {
    replace(*known, candidate);
    return;
  }
  references_.push_back(candidate);
  const auto number = static_cast<std::uint32_t>(references_.size() - 1);
  index(number);
  own(number);
}

void Cohort::onVoided(const json::Uuid& id) {
  if (const auto number = find(id)) owned_.at(references_[*number].owner).live.reset();
}

std::vector<std::uint32_t> Cohort::ownerNumbers() const {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(owned_.size());
  for (const auto& [owner, owned] : owned_) {
    if (!owned.references.empty()) numbers.push_back(owner);
  }
  std::sort(numbers.begin(), numbers.end(),
            [&](std::uint32_t a, std::uint32_t b) { return owners_.ident(a) < owners_.ident(b); });
  return numbers;
}

std::optional<Fold> Cohort::fold(std::uint32_t owner, json::Instant until) {
  Owned* owned = findOwned(owner);
  if (owned == nullptr) return std::nullopt;
  Fold fold(*journey_);
  fold.takeAll(entries(*owned, 0, until));
  return fold;
}

const Fold* Cohort::liveFold(std::uint32_t owner) {
  Owned* owned = findOwned(owner);
  if (owned == nullptr) return nullptr;
  if (owned->live == nullptr) owned->live = std::make_unique<Live>(Live{Fold(*journey_)});
  Live& live = *owned->live;
  // What is not taken yet is all later than what is: own() sees to that.
  if (live.taken < owned->references.size()) {
    live.fold.takeAll(entries(*owned, live.taken, kAlways));
    live.taken = owned->references.size();
    live.last = references_[owned->references.back()].at;
  }
  return &live.fold;
}

std::vector<Cohort::Line> Cohort::lines(std::uint32_t owner, json::Instant until) {
  std::vector<Line> lines;
  const Owned* owned = findOwned(owner);
  if (owned == nullptr) return lines;
  std::vector<Role> roles;
  Fold fold(*journey_);
  fold.takeAll(entries(*owned, 0, until), &roles);
  auto role = roles.begin();
  for (const std::uint32_t number : owned->references) {
    const Reference& reference = references_[number];
    if (reference.at > until) continue;
    const bool voided = isVoided(reference, until);
    lines.push_back({&reference, voided, voided ? Role::Surplus : *role++});
  }
  return lines;
}

// ---- statements by id

std::optional<std::uint32_t> Cohort::find(const json::Uuid& id) const {
  if (slots_.empty()) return std::nullopt;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = std::hash<json::Uuid>{}(id)&mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (references_[slots_[slot] - 1].id == id) return slots_[slot] - 1;
  }
  return std::nullopt;
}

void Cohort::index(std::uint32_t number) {
  if (references_.size() * 2 > slots_.size()) {
    grow();
    return;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<json::Uuid>{}(references_[number].id) & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = number + 1;
}

void Cohort::grow() {
  slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), 0);
  for (std::uint32_t number = 0; number < references_.size(); ++number) index(number);
}

/// Copies of one statement that differ are not one set's: choose by content, never by arrival.
bool Cohort::isPreferred(const Reference& candidate, const Reference& known) const {
  if (candidate.recordId.has_value() != known.recordId.has_value()) return candidate.recordId.has_value();
  if (candidate.at != known.at) return candidate.at < known.at;
  if (candidate.owner != known.owner) return owners_.ident(candidate.owner) < owners_.ident(known.owner);
  if (candidate.recordId != known.recordId) return candidate.recordId < known.recordId;
  const auto steps = sets_[candidate.steps];
  const auto knownSteps = sets_[known.steps];
  return std::lexicographical_compare(steps.begin(), steps.end(), knownSteps.begin(), knownSteps.end());
}

void Cohort::replace(std::uint32_t number, const Reference& candidate) {
  Reference& known = references_[number];
  if (!isPreferred(candidate, known)) return;
  if (candidate.owner == known.owner) {  // the usual case, a record behind its raw statement: without a search
    known = candidate;
    Owned& owned = owned_.at(known.owner);
    owned.isSorted = false;
    owned.live.reset();
    return;
  }
  disown(number);
  known = candidate;
  own(number);
}

// ---- statements by owner

void Cohort::own(std::uint32_t number) {
  const Reference& reference = references_[number];
  Owned& owned = owned_[reference.owner];
  if (!owned.references.empty() && comesBefore(reference, references_[owned.references.back()])) owned.isSorted = false;
  owned.references.push_back(number);
  if (owned.live != nullptr && reference.at <= owned.live->last) owned.live.reset();
}

void Cohort::disown(std::uint32_t number) {
  Owned& owned = owned_.at(references_[number].owner);
  std::erase(owned.references, number);
  owned.live.reset();
}

/// An owner's references, in order; null where there are none.
Cohort::Owned* Cohort::findOwned(std::uint32_t owner) {
  const auto found = owned_.find(owner);
  if (found == owned_.end() || found->second.references.empty()) return nullptr;
  sort(found->second);
  return &found->second;
}

void Cohort::sort(Owned& owned) const {
  if (owned.isSorted) return;
  std::sort(owned.references.begin(), owned.references.end(),
            [&](std::uint32_t a, std::uint32_t b) { return comesBefore(references_[a], references_[b]); });
  owned.isSorted = true;
}

bool Cohort::isVoided(const Reference& reference, json::Instant until) const {
  return !voids_.empty() && voids_.isVoided(journey_->organisation, reference.id, until);
}

std::vector<FoldEntry> Cohort::entries(const Owned& owned, std::size_t from, json::Instant until) const {
  std::vector<FoldEntry> entries;
  entries.reserve(owned.references.size() - from);
  for (std::size_t i = from; i < owned.references.size(); ++i) {
    const Reference& reference = references_[owned.references[i]];
    if (reference.at > until) break;
    if (isVoided(reference, until)) continue;
    entries.push_back({reference.at, sets_[reference.steps], owned.references[i]});
  }
  return entries;
}

}  // namespace journeys::progress
