// The engine as hosts call it: text in, text out, nothing thrown. Behind it lie json, query, journey and progress;
// in front of it, bindings/, which only carry bytes across. It does no I/O and knows no clock.
//
// Every call returns a Status and leaves its answer in result(): JSON text, or on failure
// {name, message, path, errors?}. Journeys, matchers and replays are kept by handle until they are released.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journey/journey.h"
#include "progress/matcher.h"
#include "progress/replay.h"

namespace journeys {

enum class Status : std::uint8_t { Ok, Failed };

using Handle = std::uint32_t;

/// Things by handle. A handle is never used twice.
template <class Thing>
class Handles {
 public:
  Handle add(std::shared_ptr<Thing> thing) {
    things_.emplace(++last_, std::move(thing));
    return last_;
  }
  Thing* find(Handle handle) const {
    const auto found = things_.find(handle);
    return found == things_.end() ? nullptr : found->second.get();
  }
  std::shared_ptr<Thing> share(Handle handle) const {
    const auto found = things_.find(handle);
    return found == things_.end() ? nullptr : found->second;
  }
  void release(Handle handle) { things_.erase(handle); }

 private:
  std::map<Handle, std::shared_ptr<Thing>> things_;
  Handle last_ = 0;
};

/// What `matchColumns` found: hit i says that statement `statement[i]` of the batch meets active waypoint
/// `waypoint[i]` (in the document's order) of journey `journey[i]` (in the matcher's).
struct HitColumns {
  std::size_t statements = 0;
  std::size_t invalid = 0;
  std::vector<std::uint32_t> statement;
  std::vector<std::uint32_t> journey;
  std::vector<std::uint32_t> waypoint;
};

class Engine {
 public:
  const std::string& result() const { return result_; }

  // ---- journeys

  /// {valid, errors, warnings, document?}
  Status validate(std::string_view journey);
  /// {handle, id, document, warnings}
  Status compile(std::string_view journey);
  void releaseJourney(Handle journey) { journeys_.release(journey); }

  // ---- queries

  /// `true` or `false`
  Status matches(std::string_view query, std::string_view document);
  /// For a query that is put to many documents. {handle}
  Status createQuery(std::string_view query);
  /// `true` or `false`
  Status queryMatches(Handle query, std::string_view document);
  void releaseQuery(Handle query) { queries_.release(query); }
  /// The condition's tree.
  Status explainQuery(std::string_view query, std::string_view document);

  // ---- matching. `options`: {receivedAt?, organisation?, lrs_id?}

  /// `journeys`: a JSON array of handles. {handle, shape}
  Status createMatcher(std::string_view journeys);
  /// {statements, hits, skipped, references, voided, invalid, read?: [{id, actor?, persona?}]}; `read` where
  /// `options.read` asks for what each statement is: its identity, and the idents of its owners.
  Status match(Handle matcher, std::string_view statements, std::string_view options);
  /// Fills columns(). The result is empty.
  Status matchColumns(Handle matcher, std::string_view statements, std::string_view options);
  const HitColumns& columns() const { return columns_; }
  void releaseMatcher(Handle matcher) { matchers_.release(matcher); }

  // ---- replay

  /// `options`: {journeys: [handle], until?}. {handle}
  Status createReplay(std::string_view options);
  /// A chunk of a stream. {consumed, invalid, hits?: [{id, statement, raw, offset, size}]}; `hits` where
  /// `options.hits` asks for the statements that count for somebody.
  Status write(Handle replay, std::string_view chunk, bool last, std::string_view options);
  /// {statements, hits, skipped, invalid}
  Status stats(Handle replay);
  /// What it holds, as bytes to be merged into another replay of the same journeys.
  Status pack(Handle replay);
  Status merge(Handle replay, std::string_view packed);
  /// One summary per journey. `options`, here and below: {until?}, to leave out what happened after it.
  Status summary(Handle replay, std::string_view options);
  /// How the owners stand on a journey, given by its place in the replay; the bytes of progress/overview.h.
  Status overview(Handle replay, std::uint32_t journey, std::string_view options);
  /// The idents of owners, as `overview` numbers them. `owners`: a JSON array of numbers.
  Status idents(Handle replay, std::string_view owners);
  /// {journeys: [n, ...]}: how many owners each journey has references of. Pages of progress() go by these numbers.
  Status owners(Handle replay);
  /// Progress documents of the owners `from` to `from + count` of a journey, those of whom nothing counts left out.
  /// Journeys are sorted by id, owners by identity. Owners are those of the last call of owners().
  Status progress(Handle replay, std::uint32_t journey, std::uint32_t from, std::uint32_t count);
  /// `options`: {journey, owner, until?}. The document, or null.
  Status progressOf(Handle replay, std::string_view options);
  /// `options`: {journey, owner, until?}. See progress/explain.h.
  Status explainOwner(Handle replay, std::string_view options);
  void releaseReplay(Handle replay) { replays_.release(replay); }

  // ---- progress from references. `options`: {voided?: [id or {id, organisation?, at?}], until?}

  Status fold(Handle journey, std::string_view references, std::string_view options);
  Status explainProgress(Handle journey, std::string_view references, std::string_view options);
  /// `records`: the statements the attempt lists. The body.
  Status callbackBody(Handle journey, std::string_view progress, std::uint32_t attempt, std::string_view records);
  Status explain(Handle journey, std::string_view statement, std::string_view options);

 private:
  struct HeldReplay;

  Status answer(const journey::Document& document);
  Status fail(const char* name, std::string path, std::string message);
  Status failUnknownHandle(const char* what);
  /// Reads text that must be one JSON document, whole; null where it is none.
  const json::Value* readValue(std::string_view text, const char* name, const char* path, json::Arena& arena);
  bool readDocument(std::string_view text, const char* name, const char* path, journey::Document& document);
  std::shared_ptr<const query::Condition> readQuery(std::string_view query);
  bool readOptions(std::string_view text, journey::Document& options);
  bool readInstant(const journey::Document& options, const char* name, std::optional<json::Instant>& instant);
  bool readContext(std::string_view options, progress::Context& context);
  bool readJourneys(const journey::Document& handles, std::vector<std::shared_ptr<const journey::Journey>>& journeys);
  /// The earlier of the replay's own end and the one that the options name.
  bool readUntil(const HeldReplay& replay, const journey::Document& options, json::Instant& until);
  bool readOwner(HeldReplay& replay, const journey::Document& options, progress::Cohort*& cohort,
                 std::optional<std::uint32_t>& owner);
  /// Finds the owner that the options name and hands the cohort, its owner and the time to stop at to `then`.
  Status withOwner(Handle replay, std::string_view options,
                   const std::function<Status(progress::Cohort&, std::uint32_t owner, json::Instant until)>& then);
  Status answerProgress(const progress::Cohort& cohort, std::uint32_t owner, const progress::Fold* fold);
  /// Folds references and hands the cohort, its owner and the time to stop at to `then`.
  Status withReferences(Handle journey, std::string_view references, std::string_view options,
                        const std::function<Status(progress::Cohort&, std::uint32_t owner, json::Instant until)>& then);
  /// Reads what a condition needs of a document and hands that to `onReady`.
  template <class OnReady>
  Status onDocument(const query::Condition& condition, std::string_view document, OnReady onReady);

  Handles<const journey::Journey> journeys_;
  Handles<const query::Condition> queries_;
  Handles<progress::Matcher> matchers_;
  Handles<HeldReplay> replays_;
  HitColumns columns_;
  std::string result_;
};

/// A replay with the order in which its progress is told.
struct Engine::HeldReplay {
  explicit HeldReplay(std::vector<std::shared_ptr<const journey::Journey>> journeys) : replay(std::move(journeys)) {}

  progress::Replay replay;
  std::vector<std::size_t> byId;                   // cohorts, by the journey's id
  std::vector<std::vector<std::uint32_t>> owners;  // of each of these, by identity
};

}  // namespace journeys
