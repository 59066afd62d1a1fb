#include "progress/callback.h"

#include <algorithm>
#include <vector>

namespace journeys::progress {
namespace {

using journey::Document;

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
    if (attempt >= completions->size()) return fail("attempt", "the progress has no such completed attempt");
    const Document& completion = (*completions)[attempt];
    if (!completion.is_object() || !completion.contains("completedAt") || !completion.contains("waypoints")) {
      return fail("progress.completions." + std::to_string(attempt), "must be a completion");
    }
    std::string waypoints;
    if (!writeWaypoints(completion["waypoints"], waypoints)) return std::move(result_);
    const std::string completedAt = completion["completedAt"].dump();
    result_.body = "{\"owner\":" + progress["owner"].dump() + ",\"attempt\":{\"waypoints\":[" + waypoints +
                   "],\"completedAt\":" + completedAt + ",\"isCompleted\":true},\"journey\":" +
                   journeyDocument().dump() + ",\"completedAt\":" + completedAt + '}';
    return std::move(result_);
  }

 private:
  /// Highest order first, as in the seed's example; of equal ones the later waypoint first.
  bool writeWaypoints(const Document& waypoints, std::string& text) {
    if (!waypoints.is_object()) return failed("progress.completions", "waypoints must be an object");
    std::vector<const Document*> sorted;
    for (auto step = journey_.active.rbegin(); step != journey_.active.rend(); ++step) {
      const std::string& id = journey_.waypoints[*step].id;
      const auto found = waypoints.find(id);
      if (found == waypoints.end()) return failed("progress.completions", "waypoint " + id + " is missing: fold anew");
      if (!found->is_object() || !found->contains("statements") || !(*found)["statements"].is_array()) {
        return failed("progress.completions", "waypoint " + id + " must list its statements");
      }
      sorted.push_back(&*found);
    }
    for (const Document* waypoint : sorted) {
      std::string records;
      if (!writeRecords((*waypoint)["statements"], records)) return false;
      text += (text.empty() ? "" : ",") + opened(*waypoint) + ",\"statement\":[" + records + "]}";
    }
    return true;
  }

  bool writeRecords(const Document& references, std::string& text) {
    for (const Document& reference : references) {
      const auto id = reference.find("statement");
      if (id == reference.end() || !id->is_string()) {
        return failed("progress.completions", "a reference must name its statement");
      }
      const auto record = records_.find(id->get_ref<const std::string&>());
      if (record == records_.end()) return failed("records", "the record of statement " + id->dump() + " is missing");
      if (!text.empty()) text += ',';
      text += record->second;
    }
    return true;
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
  CallbackBody result_;
};

}  // namespace

CallbackBody callbackBody(const journey::Journey& journey, const Document& progress, std::size_t attempt,
                          const Records& records) {
  if (!progress.is_object()) return {"", "progress", "must be a progress document"};
  return Writer(journey, records).write(progress, attempt);
}

}  // namespace journeys::progress
