#include "progress/callback.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace journeys::progress {
namespace {

using journey::Document;

std::string onOneLine(std::string_view json) {
  std::string text(json);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string timeText(json::Instant at) { return json::formatMilliseconds(json::toMilliseconds(at)); }

/// A document's text without its closing brace, so that a member can follow.
std::string opened(const Document& object) {
  std::string text = object.dump();
  text.pop_back();
  return text;
}

/// Writes the body; whatever it meets in a document that is not as it should be becomes its fault.
class Writer {
 public:
  Writer(const journey::Journey& journey, const Records& records) : journey_(journey), records_(records) {}

  CallbackBody write(const Document& progress, std::size_t attempt) {
    const auto completions = progress.find("completions");
    if (!progress.contains("owner") || completions == progress.end() || !completions->is_array()) {
      return fail("progress", "must be a progress document");
    }
    if (progress.value("journey", Document()) != Document(journey_.id)) {
      return fail("progress.journey", "is the progress of another journey");
    }
    owner_ = progress["owner"].is_object() ? identOf(progress["owner"], journey_.trackBy) : std::nullopt;
    if (!owner_) return fail("progress.owner", "must be {trackBy, ident}, tracked as the journey does");
    if (attempt >= completions->size()) return fail("attempt", "the progress has no such completed attempt");
    const Document& completion = (*completions)[attempt];
    if (!completion.is_object() || !completion.contains("completedAt") || !completion.contains("waypoints")) {
      return fail("progress.completions." + std::to_string(attempt), "must be a completion");
    }
    std::string waypoints;
    if (!writeWaypoints(completion["waypoints"], waypoints)) return std::move(result_);
    const std::string completedAt = completion["completedAt"].dump();
    result_.body = "{\"owner\":" + progress["owner"].dump() + ",\"attempt\":{\"waypoints\":[" + waypoints +
                   "],\"completedAt\":" + completedAt +
                   ",\"isCompleted\":true},\"journey\":" + journeyDocument().dump() +
                   ",\"completedAt\":" + completedAt + '}';
    return std::move(result_);
  }

 private:
  /// The waypoints of the completion, whatever became of the journey since. Highest order first, as in the seed's
  /// example; of equal ones the later first.
  bool writeWaypoints(const Document& waypoints, std::string& text) {
    if (!waypoints.is_object()) return failed("progress.completions", "waypoints must be an object");
    std::vector<const Document*> sorted;
    for (const auto& [id, waypoint] : waypoints.items()) {
      const bool isWhole = waypoint.is_object() && waypoint.contains("statements") &&
                           waypoint["statements"].is_array() && waypoint.contains("order") &&
                           waypoint["order"].is_number();
      if (!isWhole) return failed("progress.completions", "waypoint " + id + " must have an order and its statements");
      sorted.insert(sorted.begin(), &waypoint);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const Document* a, const Document* b) {
      return (*a)["order"].get<double>() > (*b)["order"].get<double>();
    });
    for (const Document* waypoint : sorted) {
      std::string records;
      if (!writeRecords((*waypoint)["statements"], records)) return false;
      text += (text.empty() ? "" : ",") + opened(*waypoint) + ",\"statement\":[" + records + "]}";
    }
    return true;
  }

  bool writeRecords(const Document& references, std::string& text) {
    for (const Document& reference : references) {
      if (!isText(reference, "statement") || !isText(reference, "timestamp")) {
        return failed("progress.completions", "a reference must be {statement, timestamp}");
      }
      const std::string id = reference["statement"];
      const auto record = records_.find(journey_.trackBy, owner_, id, reference["timestamp"]);
      if (!record) return failed("records", "the record of statement " + id + " is missing");
      text += (text.empty() ? "" : ",") + *record;
    }
    return true;
  }

  static bool isText(const Document& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name].is_string();
  }

  /// The document as stored; Learning Locker shows a waypoint's `_id` as `id` too.
  Document journeyDocument() const {
    Document document = journey_.document;
    for (Document& waypoint : document["waypoints"]) waypoint["id"] = waypoint["_id"];
    return document;
  }

  bool failed(std::string path, std::string message) {
    result_.path = std::move(path);
    result_.message = std::move(message);
    return false;
  }

  CallbackBody fail(std::string path, std::string message) {
    failed(std::move(path), std::move(message));
    return std::move(result_);
  }

  const journey::Journey& journey_;
  const Records& records_;
  std::optional<Ident> owner_;
  CallbackBody result_;
};

}  // namespace

void Records::add(const Statement& statement, std::string_view bytes) {
  const json::Value* stored = statement.isRaw ? statement.record->find("statement")->find("stored") : nullptr;
  const auto storedAt = stored != nullptr ? json::parseInstant(stored->text) : std::nullopt;
  copies_.emplace(statement.reference(),
                  Copy{onOneLine(bytes), statement.isRaw, timeText(statement.at), storedAt ? timeText(*storedAt) : "",
                       statement.owner(journey::TrackBy::Actor), statement.owner(journey::TrackBy::Persona)});
}

std::optional<std::string> Records::find(journey::TrackBy trackBy, const std::optional<Ident>& owner,
                                         const std::string& statement, const std::string& timestamp) const {
  // The best fit wins, and of equal ones the smaller text: never the one that came first.
  const auto rank = [&](const Copy& copy) {
    const auto& copyOwner = trackBy == journey::TrackBy::Actor ? copy.actor : copy.persona;
    return std::tuple(copy.timestamp != timestamp, copyOwner != owner, std::string_view(copy.text));
  };
  const auto [first, last] = copies_.equal_range(statement);
  const auto best =
      std::min_element(first, last, [&](const auto& a, const auto& b) { return rank(a.second) < rank(b.second); });
  if (best == last) return std::nullopt;
  const Copy& copy = best->second;
  if (!copy.isRaw) return copy.text;
  const std::string stored = copy.stored.empty() ? "" : R"(,"stored":")" + copy.stored + '"';
  return R"({"statement":)" + copy.text + R"(,"timestamp":")" + timestamp + '"' + stored + '}';
}

CallbackBody callbackBody(const journey::Journey& journey, const Document& progress, std::size_t attempt,
                          const Records& records) {
  if (!progress.is_object()) return {"", "progress", "must be a progress document"};
  return Writer(journey, records).write(progress, attempt);
}

}  // namespace journeys::progress
