#include "progress/reference_json.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>

namespace journeys::progress {
namespace {

using journey::Document;

/// Reads one reference; the first fault ends it.
class ReferenceReader {
 public:
  ReferenceReader(const journey::Journey& journey, const Document& reference, std::string path)
      : journey_(journey), reference_(reference), path_(std::move(path)) {}

  bool read(const std::map<std::string, Step, std::less<>>& stepsOf) {
    if (!reference_.is_object()) return fail("", "must be an object");
    const std::string* journey = text("journey");
    if (journey == nullptr || *journey != journey_.id) return fail(".journey", "is not the journey that is folded");
    return readId() && readAt() && readOwner() && readSteps(stepsOf);
  }

  json::Uuid id;
  json::Instant at = 0;
  std::optional<json::ObjectId> recordId;
  Ident owner;
  std::vector<Step> steps;
  ReferenceFault fault;

 private:
  const std::string* text(const char* name) const {
    const auto found = reference_.find(name);
    return found != reference_.end() && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
  }

  bool readId() {
    const std::string* given = text("id");
    const auto uuid = given != nullptr ? json::Uuid::parse(*given) : std::nullopt;
    if (!uuid) return fail(".id", "must be a UUID");
    id = *uuid;
    const std::string* statement = text("statement");
    if (statement == nullptr) return fail(".statement", "must be a record's _id or the statement's id");
    recordId = json::ObjectId::parse(*statement);
    if (!recordId && json::Uuid::parse(*statement) != uuid) {
      return fail(".statement", "must be a record's _id or the statement's id");
    }
    return true;
  }

  bool readAt() {
    const std::string* given = text("at");
    const auto instant = given != nullptr ? json::parseInstant(*given) : std::nullopt;
    if (!instant) return fail(".at", "must be a time in ISO 8601");
    at = *instant;
    return true;
  }

  bool readOwner() {
    const auto found = reference_.find("owner");
    if (found == reference_.end() || !found->is_object() || !found->contains("ident")) {
      return fail(".owner", "must be {trackBy, ident}");
    }
    const auto parsed = identOf(*found, journey_.trackBy);
    if (!parsed) return fail(".owner", "must be {trackBy, ident}, tracked as the journey does");
    owner = *parsed;
    return true;
  }

  bool readSteps(const std::map<std::string, Step, std::less<>>& stepsOf) {
    const auto found = reference_.find("waypoints");
    if (found == reference_.end() || !found->is_array()) return fail(".waypoints", "must be an array of waypoint ids");
    for (const Document& waypoint : *found) {
      const auto step = waypoint.is_string() ? stepsOf.find(waypoint.get_ref<const std::string&>()) : stepsOf.end();
      if (step == stepsOf.end()) {
        return fail(".waypoints", "names what is no active waypoint of the journey: match the statements anew");
      }
      steps.push_back(step->second);
    }
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return true;
  }

  bool fail(std::string_view below, const char* message) {
    fault = {path_ + std::string(below), message};
    return false;
  }

  const journey::Journey& journey_;
  const Document& reference_;
  std::string path_;
};

}  // namespace

Document referenceDocument(const journey::Journey& journey, const Ident& owner, const Statement& statement,
                           std::span<const Step> steps) {
  Document reference;
  reference["journey"] = journey.id;
  reference["owner"] = ownerDocument(journey.trackBy, owner);
  reference["id"] = statement.id.text();
  reference["statement"] = statement.reference();
  reference["at"] = json::formatInstant(statement.at);
  Document& waypoints = reference["waypoints"] = Document::array();
  for (const Step step : steps) waypoints.push_back(journey.activeWaypoint(step).id);
  return reference;
}

Document voidDocument(const Statement& by, const json::Uuid& id, std::optional<json::Instant> since) {
  Document entry{{"id", id.text()}};
  if (const auto organisation = by.organisation()) entry["organisation"] = organisation->hex();
  if (since) entry["at"] = json::formatInstant(*since);
  return entry;
}

bool addVoids(const Document& list, Voids& voids) {
  if (!list.is_array()) return false;
  for (const Document& entry : list) {
    const Document given = entry.is_object() ? entry : Document{{"id", entry}};
    const auto text = [&](const char* name) {
      const auto found = given.find(name);
      return found != given.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto id = json::Uuid::parse(text("id"));
    const auto organisation = json::ObjectId::parse(text("organisation"));
    const auto since = json::parseInstant(text("at"));
    if (!id || given.contains("organisation") != organisation.has_value() ||
        given.contains("at") != since.has_value()) {
      return false;
    }
    voids.add(organisation, *id, since.value_or(std::numeric_limits<json::Instant>::min()));
  }
  return true;
}

std::optional<ReferenceFault> addReferences(const Document& references, Cohort& cohort, Owners& owners,
                                            std::optional<std::uint32_t>& owner) {
  if (!references.is_array()) return ReferenceFault{"references", "must be an array"};
  std::map<std::string, Step, std::less<>> stepsOf;
  for (std::size_t step = 0; step < cohort.journey().active.size(); ++step) {
    stepsOf.emplace(cohort.journey().activeWaypoint(step).id, static_cast<Step>(step));
  }
  for (std::size_t i = 0; i < references.size(); ++i) {
    const std::string path = "references." + std::to_string(i);
    ReferenceReader reader(cohort.journey(), references[i], path);
    if (!reader.read(stepsOf)) return reader.fault;
    const std::uint32_t number = owners.number(reader.owner);
    if (owner && *owner != number) return ReferenceFault{path + ".owner", "all references must be of one owner"};
    owner = number;
    if (!reader.steps.empty()) cohort.add(reader.id, reader.at, reader.recordId, number, reader.steps);
  }
  return std::nullopt;
}

}  // namespace journeys::progress
