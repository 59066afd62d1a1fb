#include "progress/replay.h"

#include <array>
#include <limits>

namespace journeys::progress {

namespace {

/// The same answer for a document that is too long whether it came in one chunk or in many.
StatementReader::Result tooLong(std::size_t start) {
  StatementReader::Result result;
  result.fault.offset = start;
  result.fault.json = "longer than a statement may be";
  return result;
}

}  // namespace

std::size_t StatementStream::read(StatementReader& reader, std::string_view chunk, bool last, const Context& context,
                                  const OnStatement& onStatement, std::vector<Invalid>& invalid) {
  using Next = json::Stream::Next;
  const auto report = [&](std::size_t offset, std::string path, std::string message) {
    invalid.push_back({stream_.lineOf(offset), stream_.positionOf(offset), std::move(path), std::move(message)});
  };
  stream_.attach(chunk, last);
  for (Next next = stream_.next(); next != Next::NeedMore; next = stream_.next()) {
    if (next == Next::Bad) {
      report(stream_.error().offset, "", stream_.error().message);
      continue;
    }
    const std::size_t start = stream_.offset();
    StatementReader::Result result = reader.read(chunk, start, context);
    // A number at the end of a chunk may go on in the next.
    const bool mayGoOn = !last && result.end == chunk.size() && chunk[start] != '{';
    if (result.end - start > json::kMaxDocument && result.end != 0) result = tooLong(start);
    if (result.end == 0 || mayGoOn) {
      const json::ScanError error{result.fault.offset, result.fault.json, result.fault.truncated || mayGoOn};
      if (!stream_.reject(error)) break;
      // The line at which the statement begins is where a reader of the file looks for it.
      invalid.push_back(
          {stream_.lineOf(start), stream_.positionOf(stream_.error().offset), "", stream_.error().message});
      continue;
    }
    stream_.accept(result.end);
    if (result.statement) {
      onStatement(*result.statement, chunk.substr(start, result.end - start));
    } else {
      report(start, std::move(result.fault.path), std::move(result.fault.message));
    }
  }
  return stream_.finish();
}

Replay::Replay(std::vector<std::shared_ptr<const journey::Journey>> journeys) : matcher_(std::move(journeys)) {
  cohorts_.reserve(matcher_.journeys().size());
  for (const auto& journey : matcher_.journeys()) cohorts_.emplace_back(journey, owners_, voids_);
}

std::size_t Replay::write(std::string_view chunk, bool last, const Context& context, std::vector<Invalid>& invalid) {
  const std::size_t before = invalid.size();
  const auto onStatement = [this](const Statement& statement, std::string_view bytes) { add(statement, bytes); };
  const std::size_t consumed = stream_.read(matcher_.reader(), chunk, last, context, onStatement, invalid);
  stats_.statements += invalid.size() - before;
  stats_.invalid += invalid.size() - before;
  return consumed;
}

void Replay::add(const Statement& statement, std::string_view bytes) {
  ++stats_.statements;
  if (statement.at > until_) return;
  if (statement.voids) addVoid(statement.organisation(), *statement.voids, statement.at);
  // A mark has no date: who made it does not say since when.
  if (statement.isVoided) {
    addVoid(statement.organisation(), statement.id, std::numeric_limits<json::Instant>::min());
  }
  const std::vector<Hit>& hits = matcher_.match(statement);
  if (hits.empty()) return;
  using journey::TrackBy;
  const std::array owners = {ownerOf(statement, TrackBy::Actor), ownerOf(statement, TrackBy::Persona)};
  bool counts = false;
  bool skipped = false;
  for (auto hit = hits.begin(); hit != hits.end();) {
    const std::uint32_t journey = hit->journey;
    steps_.clear();
    for (; hit != hits.end() && hit->journey == journey; ++hit) steps_.push_back(hit->step);
    Cohort& cohort = cohorts_[journey];
    const auto owner = owners[static_cast<std::size_t>(cohort.journey().trackBy)];
    if (!owner) {
      skipped = true;
      continue;
    }
    counts = true;
    stats_.hits += steps_.size();
    cohort.add(statement.id, statement.at, statement.recordId(), *owner, steps_);
  }
  if (skipped) ++stats_.skipped;
  if (counts && onHit_) onHit_(statement, bytes);
}

std::optional<std::uint32_t> Replay::ownerOf(const Statement& statement, journey::TrackBy trackBy) {
  const auto ident = statement.owner(trackBy);
  return ident ? std::optional(owners_.number(*ident)) : std::nullopt;
}

void Replay::addVoid(const Voids::Organisation& organisation, const json::Uuid& id, json::Instant since) {
  if (!voids_.add(organisation, id, since)) return;
  for (Cohort& cohort : cohorts_) cohort.onVoided(id);
}

void Replay::addReference(std::size_t cohort, const Reference& reference, const Ident& owner,
                          std::span<const Step> steps) {
  cohorts_[cohort].add(reference.id, reference.at, reference.recordId, owners_.number(owner), steps);
}

void Replay::addStats(const Stats& stats) {
  stats_.statements += stats.statements;
  stats_.hits += stats.hits;
  stats_.skipped += stats.skipped;
  stats_.invalid += stats.invalid;
}

}  // namespace journeys::progress
