// The engine's calls about statements and progress.
#include <algorithm>
#include <numeric>

#include "engine.h"
#include "progress/callback.h"
#include "progress/document.h"
#include "progress/explain.h"
#include "progress/overview.h"
#include "progress/pack.h"
#include "progress/reference_json.h"
#include "progress/summary.h"

namespace journeys {
namespace {

using journey::Document;
using progress::Statement;
using progress::Step;

constexpr std::string_view kSpace = " \t\r\n";

/// The number of an owner that no statement is of: no cohort knows it.
constexpr std::uint32_t kNobody = 0xFFFFFFFF;

Document invalidDocument(const std::vector<progress::Invalid>& invalid) {
  Document list = Document::array();
  for (const progress::Invalid& fault : invalid) {
    list.push_back({{"line", fault.line}, {"offset", fault.offset}, {"path", fault.path}, {"message", fault.message}});
  }
  return list;
}

/// What a statement is, whether it meets anything or not, as JSON text: there is one for each statement of a batch.
void writeRead(const Statement& statement, std::string& text) {
  text.append(text.empty() ? "" : ",").append("{\"id\":\"").append(statement.id.text()).append("\"");
  if (const auto actor = statement.owner(journey::TrackBy::Actor)) text.append(",\"actor\":").append(*actor);
  if (const auto persona = statement.owner(journey::TrackBy::Persona)) text.append(",\"persona\":").append(*persona);
  text += '}';
}

/// Calls `onJourney(number, steps)` for each journey that a statement's hits are of.
template <class OnJourney>
void eachJourney(const std::vector<progress::Hit>& hits, OnJourney onJourney) {
  std::vector<Step> steps;
  for (auto hit = hits.begin(); hit != hits.end();) {
    const std::uint32_t journey = hit->journey;
    steps.clear();
    for (; hit != hits.end() && hit->journey == journey; ++hit) steps.push_back(hit->step);
    onJourney(journey, steps);
  }
}

}  // namespace

// ---- matching

Status Engine::createMatcher(std::string_view text) {
  Document handles;
  std::vector<std::shared_ptr<const journey::Journey>> journeys;
  if (!readDocument(text, "ArgumentError", "journeys", handles) || !readJourneys(handles, journeys))
    return Status::Failed;
  auto matcher = std::make_shared<progress::Matcher>(std::move(journeys));
  const query::Index::Shape shape = matcher->shape();
  return answer({{"handle", matchers_.add(std::move(matcher))},
                 {"shape",
                  {{"conditions", shape.conditions},
                   {"anchored", shape.anchored},
                   {"unanchored", shape.unanchored},
                   {"longestPosting", shape.longestPosting}}}});
}

Status Engine::match(Handle handle, std::string_view statements, std::string_view options) {
  progress::Matcher* matcher = matchers_.find(handle);
  if (matcher == nullptr) return failUnknownHandle("matcher");
  Document given;
  progress::Context context;
  if (!readOptions(options, given) || !readContext(options, context)) return Status::Failed;
  const bool wantsRead = given.value("read", false);
  std::size_t count = 0;
  std::size_t hits = 0;
  std::size_t skipped = 0;
  Document references = Document::array();
  Document voided = Document::array();
  std::string read;
  const auto onStatement = [&](const Statement& statement, std::string_view) {
    ++count;
    if (wantsRead) writeRead(statement, read);
    if (statement.voids) voided.push_back(progress::voidDocument(statement, *statement.voids, statement.at));
    if (statement.isVoided) voided.push_back(progress::voidDocument(statement, statement.id, std::nullopt));
    bool isSkipped = false;
    eachJourney(matcher->match(statement), [&](std::uint32_t number, std::span<const Step> steps) {
      const journey::Journey& journey = *matcher->journeys()[number];
      const auto ident = statement.owner(journey.trackBy);
      if (!ident) {
        isSkipped = true;
        return;
      }
      hits += steps.size();
      references.push_back(progress::referenceDocument(journey, *ident, statement, steps));
    });
    if (isSkipped) ++skipped;
  };
  std::vector<progress::Invalid> invalid;
  progress::StatementStream().read(matcher->reader(), statements, true, context, onStatement, invalid);
  Document answer{{"statements", count + invalid.size()},
                  {"hits", hits},
                  {"skipped", skipped},
                  {"references", std::move(references)},
                  {"voided", std::move(voided)},
                  {"invalid", invalidDocument(invalid)}};
  this->answer(answer);
  if (wantsRead) {
    result_.pop_back();
    result_.append(",\"read\":[").append(read).append("]}");
  }
  return Status::Ok;
}

Status Engine::matchColumns(Handle handle, std::string_view statements, std::string_view options) {
  progress::Matcher* matcher = matchers_.find(handle);
  if (matcher == nullptr) return failUnknownHandle("matcher");
  progress::Context context;
  if (!readContext(options, context)) return Status::Failed;
  columns_.statements = 0;
  columns_.statement.clear();
  columns_.journey.clear();
  columns_.waypoint.clear();
  std::vector<progress::Invalid> invalid;
  const auto onStatement = [&](const Statement& statement, std::string_view) {
    const std::size_t position = columns_.statements++ + invalid.size();
    for (const progress::Hit& hit : matcher->match(statement)) {
      const journey::Journey& journey = *matcher->journeys()[hit.journey];
      if (!statement.hasOwner(journey.trackBy)) continue;
      columns_.statement.push_back(static_cast<std::uint32_t>(position));
      columns_.journey.push_back(hit.journey);
      columns_.waypoint.push_back(journey.active[hit.step]);
    }
  };
  progress::StatementStream().read(matcher->reader(), statements, true, context, onStatement, invalid);
  columns_.invalid = invalid.size();
  columns_.statements += invalid.size();
  result_.clear();
  return Status::Ok;
}

// ---- replay

Status Engine::createReplay(std::string_view text) {
  Document options;
  std::vector<std::shared_ptr<const journey::Journey>> journeys;
  std::optional<json::Instant> until;
  if (!readOptions(text, options) || !readInstant(options, "until", until)) return Status::Failed;
  if (!readJourneys(options.value("journeys", Document::array()), journeys)) return Status::Failed;
  auto held = std::make_shared<HeldReplay>(std::move(journeys));
  if (until) held->replay.until(*until);
  auto& cohorts = held->replay.cohorts();
  held->byId.resize(cohorts.size());
  std::iota(held->byId.begin(), held->byId.end(), 0);
  std::stable_sort(held->byId.begin(), held->byId.end(),
                   [&](std::size_t a, std::size_t b) { return cohorts[a].journey().id < cohorts[b].journey().id; });
  return answer({{"handle", replays_.add(std::move(held))}});
}

Status Engine::write(Handle handle, std::string_view chunk, bool last, std::string_view text) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  Document options;
  progress::Context context;
  if (!readOptions(text, options) || !readContext(text, context)) return Status::Failed;
  Document hits = Document::array();
  const bool wantsHits = options.value("hits", false);
  held->replay.onHit(!wantsHits ? progress::Replay::OnHit() : [&](const Statement& statement, std::string_view bytes) {
    hits.push_back({{"id", statement.id.text()},
                    {"statement", statement.reference()},
                    {"raw", statement.isRaw},
                    {"offset", bytes.data() - chunk.data()},
                    {"size", bytes.size()}});
  });
  std::vector<progress::Invalid> invalid;
  const std::size_t consumed = held->replay.write(chunk, last, context, invalid);
  held->replay.onHit({});
  Document answer{{"consumed", consumed}, {"invalid", invalidDocument(invalid)}};
  if (wantsHits) answer["hits"] = std::move(hits);
  return this->answer(answer);
}

Status Engine::stats(Handle handle) {
  const HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  const progress::Replay::Stats& stats = held->replay.stats();
  return answer(
      {{"statements", stats.statements}, {"hits", stats.hits}, {"skipped", stats.skipped}, {"invalid", stats.invalid}});
}

Status Engine::pack(Handle handle) {
  const HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  progress::pack(held->replay, result_);
  return Status::Ok;
}

Status Engine::merge(Handle handle, std::string_view packed) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  if (!progress::merge(held->replay, packed)) {
    return fail("ArgumentError", "packed", "must come from pack() of a replay of the same journeys");
  }
  return answer(nullptr);
}

Status Engine::summary(Handle handle, std::string_view text) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  Document options;
  json::Instant until = 0;
  if (!readOptions(text, options) || !readUntil(*held, options, until)) return Status::Failed;
  Document summaries = Document::array();
  for (progress::Cohort& cohort : held->replay.cohorts()) summaries.push_back(progress::summaryDocument(cohort, until));
  return answer(summaries);
}

Status Engine::overview(Handle handle, std::uint32_t journey, std::string_view text) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  auto& cohorts = held->replay.cohorts();
  if (journey >= cohorts.size()) return fail("ArgumentError", "journey", "no such journey in this replay");
  Document options;
  json::Instant until = 0;
  if (!readOptions(text, options) || !readUntil(*held, options, until)) return Status::Failed;
  progress::writeOverview(progress::overviewOf(cohorts[journey], until), result_);
  return Status::Ok;
}

Status Engine::idents(Handle handle, std::string_view text) {
  const HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  Document numbers;
  if (!readDocument(text, "ArgumentError", "owners", numbers)) return Status::Failed;
  const progress::Owners& owners = held->replay.owners();
  std::string idents = "[";
  for (const Document& number : numbers) {
    if (!number.is_number_unsigned() || number.get<std::uint64_t>() >= owners.size()) {
      return fail("ArgumentError", "owners", "must be numbers of owners, as overview() gives them");
    }
    if (idents.size() > 1) idents += ',';
    idents += owners.ident(number.get<std::uint32_t>());
  }
  result_ = idents + ']';
  return Status::Ok;
}

Status Engine::owners(Handle handle) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  held->owners.clear();
  Document counts = Document::array();
  for (const std::size_t cohort : held->byId) {
    held->owners.push_back(held->replay.cohorts()[cohort].ownerNumbers());
    counts.push_back(held->owners.back().size());
  }
  return answer({{"journeys", std::move(counts)}});
}

Status Engine::progress(Handle handle, std::uint32_t journey, std::uint32_t from, std::uint32_t count) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  if (journey >= held->owners.size()) return fail("ArgumentError", "journey", "no such journey in this replay");
  progress::Cohort& cohort = held->replay.cohorts()[held->byId[journey]];
  const std::vector<std::uint32_t>& owners = held->owners[journey];
  Document page = Document::array();
  for (std::size_t i = from; i < owners.size() && i - from < count; ++i) {
    const auto fold = cohort.fold(owners[i], held->replay.until());
    const auto span = fold ? progress::spanOf(cohort, *fold) : std::nullopt;
    if (span) page.push_back(progress::progressDocument(cohort, owners[i], *fold, *span));
  }
  return answer(page);
}

bool Engine::readUntil(const HeldReplay& held, const Document& options, json::Instant& until) {
  std::optional<json::Instant> given;
  if (!readInstant(options, "until", given)) return false;
  until = std::min(held.replay.until(), given.value_or(progress::kAlways));
  return true;
}

bool Engine::readOwner(HeldReplay& held, const Document& options, progress::Cohort*& cohort,
                       std::optional<std::uint32_t>& owner) {
  const Document id = options.value("journey", Document());
  for (progress::Cohort& candidate : held.replay.cohorts()) {
    if (cohort == nullptr && id == Document(candidate.journey().id)) cohort = &candidate;
  }
  if (cohort == nullptr) {
    fail("ArgumentError", "journey", "no journey of this replay has that id");
    return false;
  }
  const auto given = options.find("owner");
  const auto ident = given != options.end() && given->is_object() ? progress::identOf(*given, cohort->journey().trackBy)
                                                                  : std::nullopt;
  if (!ident) {
    fail("ArgumentError", "owner", "must be {trackBy, ident}, tracked as the journey does");
    return false;
  }
  owner = held.replay.owners().find(*ident);
  return true;
}

Status Engine::withOwner(
    Handle handle, std::string_view text,
    const std::function<Status(progress::Cohort&, std::uint32_t owner, json::Instant until)>& then) {
  HeldReplay* held = replays_.find(handle);
  if (held == nullptr) return failUnknownHandle("replay");
  Document options;
  json::Instant until = 0;
  progress::Cohort* cohort = nullptr;
  std::optional<std::uint32_t> owner;
  if (!readOptions(text, options) || !readUntil(*held, options, until)) return Status::Failed;
  if (!readOwner(*held, options, cohort, owner)) return Status::Failed;
  return then(*cohort, owner.value_or(kNobody), until);
}

Status Engine::progressOf(Handle handle, std::string_view options) {
  return withOwner(handle, options, [&](progress::Cohort& cohort, std::uint32_t owner, json::Instant until) {
    if (until == progress::kAlways) {
      const progress::Fold* fold = cohort.liveFold(owner);
      return answerProgress(cohort, owner, fold);
    }
    const auto fold = cohort.fold(owner, until);
    return answerProgress(cohort, owner, fold ? &*fold : nullptr);
  });
}

Status Engine::explainOwner(Handle handle, std::string_view options) {
  return withOwner(handle, options, [&](progress::Cohort& cohort, std::uint32_t owner, json::Instant until) {
    return answer(progress::explainProgress(cohort, owner, until));
  });
}

/// An owner's document; null where nothing counts.
Status Engine::answerProgress(const progress::Cohort& cohort, std::uint32_t owner, const progress::Fold* fold) {
  const auto span = fold != nullptr ? progress::spanOf(cohort, *fold) : std::nullopt;
  if (!span) return answer(nullptr);
  return answer(progress::progressDocument(cohort, owner, *fold, *span));
}

// ---- progress from references

Status Engine::withReferences(
    Handle handle, std::string_view text, std::string_view optionsText,
    const std::function<Status(progress::Cohort&, std::uint32_t owner, json::Instant until)>& then) {
  const auto journey = journeys_.share(handle);
  if (journey == nullptr) return failUnknownHandle("journey");
  json::Arena arena;
  Document options;
  std::optional<json::Instant> until;
  const json::Value* references = readValue(text, "ArgumentError", "references", arena);
  if (references == nullptr) return Status::Failed;
  if (!readOptions(optionsText, options) || !readInstant(options, "until", until)) return Status::Failed;
  progress::Owners owners;
  progress::Voids voids;
  if (!progress::addVoids(options.value("voided", Document::array()), voids)) {
    return fail("ArgumentError", "voided", "must be an array of statement ids, or of {id, organisation?, at?}");
  }
  progress::Cohort cohort(journey, owners, voids);
  std::optional<std::uint32_t> owner;
  if (const auto fault = progress::addReferences(*references, cohort, owners, owner)) {
    return fail("ArgumentError", fault->path, fault->message);
  }
  return then(cohort, owner.value_or(kNobody), until.value_or(progress::kAlways));
}

Status Engine::fold(Handle journey, std::string_view references, std::string_view options) {
  return withReferences(journey, references, options,
                        [&](progress::Cohort& cohort, std::uint32_t owner, json::Instant until) {
                          const auto fold = cohort.fold(owner, until);
                          return answerProgress(cohort, owner, fold ? &*fold : nullptr);
                        });
}

Status Engine::explainProgress(Handle journey, std::string_view references, std::string_view options) {
  return withReferences(journey, references, options,
                        [&](progress::Cohort& cohort, std::uint32_t owner, json::Instant until) {
                          return answer(progress::explainProgress(cohort, owner, until));
                        });
}

Status Engine::callbackBody(Handle handle, std::string_view progressText, std::uint32_t attempt,
                            std::string_view recordsText) {
  const auto journey = journeys_.share(handle);
  if (journey == nullptr) return failUnknownHandle("journey");
  Document progress;
  if (!readDocument(progressText, "ArgumentError", "progress", progress)) return Status::Failed;
  progress::Records records;
  const auto onStatement = [&](const Statement& statement, std::string_view bytes) { records.add(statement, bytes); };
  progress::StatementReader reader{json::Projection()};
  std::vector<progress::Invalid> invalid;
  // A statement without a time of its own has the one at which it was received, which the progress shows.
  progress::Context context;
  context.receivedAt = 0;
  progress::StatementStream().read(reader, recordsText, true, context, onStatement, invalid);
  if (!invalid.empty()) return fail("StatementError", invalid.front().path, invalid.front().message);
  progress::CallbackBody body = progress::callbackBody(*journey, progress, attempt, records);
  if (body.body.empty()) return fail("ArgumentError", std::move(body.path), std::move(body.message));
  result_ = std::move(body.body);
  return Status::Ok;
}

Status Engine::explain(Handle handle, std::string_view text, std::string_view options) {
  const auto journey = journeys_.share(handle);
  if (journey == nullptr) return failUnknownHandle("journey");
  progress::Context context;
  if (!readContext(options, context)) return Status::Failed;
  progress::StatementReader reader = progress::explainingReader(*journey);
  const progress::StatementReader::Result result = reader.read(text, 0, context);
  if (!result.statement) return fail("StatementError", result.fault.path, result.fault.message);
  if (text.find_first_not_of(kSpace, result.end) != std::string_view::npos) {
    return fail("StatementError", "", "something follows the statement: explain one at a time");
  }
  return answer(progress::explainStatement(*journey, *result.statement));
}

}  // namespace journeys
