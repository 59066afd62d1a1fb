#include "progress/reference_json.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>

namespace journeys::progress {
namespace {

using journey::Document;

/// Waypoints by id.
using Steps = std::map<std::string, Step, std::less<>>;

/// Reads one reference; the first fault ends it.
class ReferenceReader {
 public:
  ReferenceReader(const journey::Journey& journey, const json::Value& reference)
      : journey_(journey), reference_(reference) {}

  bool read(const Steps& stepsOf) {
    if (reference_.kind != json::Kind::Object) return fail("", "must be an object");
    const auto journey = text("journey");
    if (journey != journey_.id) return fail(".journey", "is not the journey that is folded");
    return readId() && readAt() && readOwner() && readSteps(stepsOf);
  }

  json::Uuid id;
  json::Instant at = 0;
  std::optional<json::ObjectId> recordId;
  Ident owner;
  std::vector<Step> steps;
  ReferenceFault fault;  // with its path below the reference

 private:
  std::optional<std::string_view> text(std::string_view name) const {
    const json::Value* found = reference_.find(name);
    return found != nullptr && found->kind == json::Kind::String ? std::optional(found->text) : std::nullopt;
  }

  bool readId() {
    const auto given = text("id");
    const auto uuid = given ? json::Uuid::parse(*given) : std::nullopt;
    if (!uuid) return fail(".id", "must be a UUID");
    id = *uuid;
    const auto statement = text("statement");
    if (!statement) return fail(".statement", "must be a record's _id or the statement's id");
    recordId = json::ObjectId::parse(*statement);
    if (!recordId && json::Uuid::parse(*statement) != uuid) {
      return fail(".statement", "must be a record's _id or the statement's id");
    }
    return true;
  }

  bool readAt() {
    const auto given = text("at");
    const auto instant = given ? json::parseInstant(*given) : std::nullopt;
    if (!instant) return fail(".at", "must be a time in ISO 8601");
    at = *instant;
    return true;
  }

  bool readOwner() {
    const json::Value* found = reference_.find("owner");
    if (found == nullptr || found->kind != json::Kind::Object || found->find("ident") == nullptr) {
      return fail(".owner", "must be {trackBy, ident}");
    }
    const auto parsed = identOf(*found, journey_.trackBy);
    if (!parsed) return fail(".owner", "must be {trackBy, ident}, tracked as the journey does");
    owner = *parsed;
    return true;
  }

  bool readSteps(const Steps& stepsOf) {
    const json::Value* found = reference_.find("waypoints");
    if (found == nullptr || found->kind != json::Kind::Array) {
      return fail(".waypoints", "must be an array of waypoint ids");
    }
    for (const json::Value& waypoint : *found) {
      const auto step = waypoint.kind == json::Kind::String ? stepsOf.find(waypoint.text) : stepsOf.end();
      if (step == stepsOf.end()) {
        return fail(".waypoints", "names what is no active waypoint of the journey: match the statements anew");
      }
      steps.push_back(step->second);
    }
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return true;
  }

  bool fail(const char* path, const char* message) {
    fault = {path, message};
    return false;
  }

  const journey::Journey& journey_;
  const json::Value& reference_;
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

std::optional<ReferenceFault> addReferences(const json::Value& references, Cohort& cohort, Owners& owners,
                                            std::optional<std::uint32_t>& owner) {
  if (references.kind != json::Kind::Array) return ReferenceFault{"references", "must be an array"};
  Steps stepsOf;
  for (std::size_t step = 0; step < cohort.journey().active.size(); ++step) {
    stepsOf.emplace(cohort.journey().activeWaypoint(step).id, static_cast<Step>(step));
  }
  std::size_t place = 0;
  for (const json::Value& reference : references) {
    const auto at = [place](const std::string& below) { return "references." + std::to_string(place) + below; };
    ReferenceReader reader(cohort.journey(), reference);
    if (!reader.read(stepsOf)) return ReferenceFault{at(reader.fault.path), reader.fault.message};
    const std::uint32_t number = owners.number(reader.owner);
    if (owner && *owner != number) return ReferenceFault{at(".owner"), "all references must be of one owner"};
    owner = number;
    if (!reader.steps.empty()) cohort.add(reader.id, reader.at, reader.recordId, number, reader.steps);
    ++place;
  }
  return std::nullopt;
}

}  // namespace journeys::progress
