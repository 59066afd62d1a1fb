#include "progress/pack.h"

#include <cstring>
#include <type_traits>

namespace journeys::progress {
namespace {

constexpr std::uint32_t kMark = 0x314B4A58;  // "XJK1"

class Writer {
 public:
  explicit Writer(std::string& bytes) : bytes_(bytes) {}

  template <class Value>
  void put(const Value& value) {
    static_assert(std::is_trivially_copyable_v<Value>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(Value));
  }
  void put(std::string_view text) {
    putSize(text.size());
    bytes_.append(text);
  }
  void putSize(std::size_t size) { put(static_cast<std::uint32_t>(size)); }
  void put(const std::optional<json::ObjectId>& id) {
    put(static_cast<std::uint8_t>(id.has_value()));
    if (id) put(id->bytes);
  }

 private:
  std::string& bytes_;
};

/// Past the end, or once something is wrong, it reads zeros and is not good.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool isGood() const { return isGood_; }
  bool isAtEnd() const { return rest_.empty(); }
  void refuse() { isGood_ = false; }

  template <class Value>
  Value get() {
    static_assert(std::is_trivially_copyable_v<Value>);
    Value value{};
    const std::string_view bytes = take(sizeof(Value));
    if (isGood_) std::memcpy(&value, bytes.data(), sizeof(Value));
    return value;
  }
  std::string_view text() { return take(get<std::uint32_t>()); }
  std::optional<json::ObjectId> objectId() {
    if (get<std::uint8_t>() == 0) return std::nullopt;
    return json::ObjectId{get<decltype(json::ObjectId::bytes)>()};
  }
  /// Calls `each` as often as the size that stands next says.
  template <class Each>
  void repeat(Each each) {
    for (auto left = get<std::uint32_t>(); left > 0 && isGood_; --left) each();
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) refuse();
    if (!isGood_) return {};
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
  bool isGood_ = true;
};

struct PackedVoid {
  Voids::Organisation organisation;
  json::Uuid id;
  json::Instant since = 0;
};

struct PackedCohort {
  std::vector<std::vector<Step>> sets;
  std::vector<Reference> references;  // their owners and steps are places in the lists of the pack
};

struct Packed {
  Replay::Stats stats;
  std::vector<Ident> owners;
  std::vector<PackedVoid> voids;
  std::vector<PackedCohort> cohorts;
};

void packCohort(const Cohort& cohort, Writer& out) {
  out.put(std::string_view(cohort.journey().id));
  out.putSize(cohort.journey().active.size());
  const StepSets& sets = cohort.sets();
  out.putSize(sets.size());
  for (StepSets::Id id = 0; id < sets.size(); ++id) {
    out.putSize(sets[id].size());
    for (const Step step : sets[id]) out.put(step);
  }
  out.putSize(cohort.references().size());
  for (const Reference& reference : cohort.references()) {
    out.put(reference.id.high);
    out.put(reference.id.low);
    out.put(reference.at);
    out.put(reference.recordId);
    out.put(reference.owner);
    out.put(reference.steps);
  }
}

/// Steps as a statement's hits are: at least one, ascending, of the journey.
std::vector<Step> readSteps(Reader& in, std::size_t most) {
  std::vector<Step> steps;
  in.repeat([&] {
    const auto step = in.get<Step>();
    if (step >= most || (!steps.empty() && step <= steps.back())) in.refuse();
    steps.push_back(step);
  });
  if (steps.empty()) in.refuse();
  return steps;
}

PackedCohort readCohort(Reader& in, const journey::Journey& journey, std::size_t owners) {
  PackedCohort cohort;
  if (in.text() != journey.id || in.get<std::uint32_t>() != journey.active.size()) in.refuse();
  in.repeat([&] { cohort.sets.push_back(readSteps(in, journey.active.size())); });
  in.repeat([&] {
    Reference reference;
    reference.id.high = in.get<std::uint64_t>();
    reference.id.low = in.get<std::uint64_t>();
    reference.at = in.get<json::Instant>();
    reference.recordId = in.objectId();
    reference.owner = in.get<std::uint32_t>();
    reference.steps = in.get<StepSets::Id>();
    if (reference.owner >= owners || reference.steps >= cohort.sets.size()) in.refuse();
    cohort.references.push_back(reference);
  });
  return cohort;
}

Packed read(Reader& in, const Replay& replay) {
  Packed packed;
  if (in.get<std::uint32_t>() != kMark || in.get<std::uint32_t>() != replay.cohorts().size()) in.refuse();
  packed.stats = in.get<Replay::Stats>();
  in.repeat([&] {
    packed.owners.emplace_back(in.text());
    if (!isIdent(packed.owners.back())) in.refuse();
  });
  in.repeat([&] {
    PackedVoid voided{in.objectId(), {}, 0};
    voided.id.high = in.get<std::uint64_t>();
    voided.id.low = in.get<std::uint64_t>();
    voided.since = in.get<json::Instant>();
    packed.voids.push_back(voided);
  });
  for (const Cohort& cohort : replay.cohorts()) {
    if (in.isGood()) packed.cohorts.push_back(readCohort(in, cohort.journey(), packed.owners.size()));
  }
  if (!in.isAtEnd()) in.refuse();
  return packed;
}

}  // namespace

void pack(const Replay& replay, std::string& bytes) {
  bytes.clear();
  Writer out(bytes);
  out.put(kMark);
  out.putSize(replay.cohorts().size());
  out.put(replay.stats());
  out.putSize(replay.owners().size());
  for (std::uint32_t owner = 0; owner < replay.owners().size(); ++owner) {
    out.put(std::string_view(replay.owners().ident(owner)));
  }
  out.putSize(replay.voids().size());
  replay.voids().each([&](const Voids::Organisation& organisation, const json::Uuid& id, json::Instant since) {
    out.put(organisation);
    out.put(id.high);
    out.put(id.low);
    out.put(since);
  });
  for (const Cohort& cohort : replay.cohorts()) packCohort(cohort, out);
}

bool merge(Replay& replay, std::string_view bytes) {
  Reader in(bytes);
  const Packed packed = read(in, replay);
  if (!in.isGood()) return false;
  for (const PackedVoid& voided : packed.voids) replay.addVoid(voided.organisation, voided.id, voided.since);
  for (std::size_t number = 0; number < packed.cohorts.size(); ++number) {
    const PackedCohort& cohort = packed.cohorts[number];
    for (const Reference& reference : cohort.references) {
      replay.addReference(number, reference, packed.owners[reference.owner], cohort.sets[reference.steps]);
    }
  }
  replay.addStats(packed.stats);
  return true;
}

}  // namespace journeys::progress
