// Progress in memory: statements in, in any order, any number of times, in any batches; the progress of all owners
// on all journeys out, a function of the statements' set only.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "json/stream.h"
#include "progress/cohort.h"
#include "progress/document.h"
#include "progress/matcher.h"

namespace journeys::progress {

/// A statement that could not be read.
struct Invalid {
  std::size_t line = 0;    // from 1
  std::size_t offset = 0;  // bytes from the start of the stream
  std::string path;        // empty where the JSON is broken
  std::string message;
};

/// Reads every statement of a chunk; tells of those that are broken. What a stream may hold: json/stream.h.
class StatementStream {
 public:
  using OnStatement = std::function<void(const Statement&, std::string_view bytes)>;

  /// Returns how many bytes are done with; the rest is to stand at the start of the next chunk.
  std::size_t read(StatementReader& reader, std::string_view chunk, bool last, const Context& context,
                   const OnStatement& onStatement, std::vector<Invalid>& invalid);

 private:
  json::Stream stream_;
};

class Replay {
 public:
  explicit Replay(std::vector<std::shared_ptr<const journey::Journey>> journeys);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  struct Stats {
    std::size_t statements = 0;
    std::size_t hits = 0;
    std::size_t skipped = 0;  // matched, but for lack of an owner nobody's
    std::size_t invalid = 0;
  };

  /// What happens later than this is left out.
  void until(json::Instant instant) { until_ = instant; }

  /// Called with each statement that counts for somebody, before the call that brought it returns.
  using OnHit = std::function<void(const Statement&, std::string_view bytes)>;
  void onHit(OnHit onHit) { onHit_ = std::move(onHit); }

  /// A chunk of a stream that goes on from call to call until `last`; see StatementStream::read.
  std::size_t write(std::string_view chunk, bool last, const Context& context, std::vector<Invalid>& invalid);

  /// What another replay made of its statements; see progress/pack.h.
  void addVoid(const Voids::Organisation& organisation, const json::Uuid& id, json::Instant since);
  void addReference(std::size_t cohort, const Reference& reference, const Ident& owner, std::span<const Step> steps);
  void addStats(const Stats& stats);

  const Stats& stats() const { return stats_; }
  std::vector<Cohort>& cohorts() { return cohorts_; }
  const std::vector<Cohort>& cohorts() const { return cohorts_; }
  const Voids& voids() const { return voids_; }
  const Owners& owners() const { return owners_; }
  json::Instant until() const { return until_; }
  Matcher& matcher() { return matcher_; }

 private:
  void add(const Statement& statement, std::string_view bytes);
  /// The number of a statement's owner; none where it has nobody to track.
  std::optional<std::uint32_t> ownerOf(const Statement& statement, journey::TrackBy trackBy);

  Matcher matcher_;
  Owners owners_;
  Voids voids_;
  std::vector<Cohort> cohorts_;
  StatementStream stream_;
  json::Instant until_ = kAlways;
  OnHit onHit_;
  std::vector<Step> steps_;
  Stats stats_;
};

}  // namespace journeys::progress
