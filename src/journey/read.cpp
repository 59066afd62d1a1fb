#include "journey/read.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "journey/fields.h"
#include "journey/url.h"
#include "journey/warnings.h"
#include "json/scanner.h"
#include "json/time.h"
#include "json/uuid.h"

namespace journeys::journey {
namespace {

constexpr std::int64_t kMaxCount = 1'000'000'000;
constexpr std::int64_t kMaxOrder = 1'000'000'000;
constexpr std::int64_t kMaxVersion = 9'007'199'254'740'991;  // what JavaScript counts exactly

std::string idOf(Fields& fields, std::string_view otherwiseFrom) {
  const auto id = fields.objectId("_id");
  return (id ? *id : json::deriveObjectId(otherwiseFrom)).hex();
}

std::string at(std::string_view list, std::size_t index) { return std::string(list) + '.' + std::to_string(index); }

/// Copies a field of the server's into the stored form, where it has one of the types.
void keep(Fields& fields, std::string_view name, Document& to, std::initializer_list<Document::value_t> types) {
  const Document* value = fields.take(name);
  if (value == nullptr) return;
  const auto type = value->is_number_integer() ? Document::value_t::number_integer : value->type();
  if (std::find(types.begin(), types.end(), type) != types.end()) to[std::string(name)] = *value;
}

class Reader {
 public:
  Reader(const Document& source, Reading& reading)
      : fields_(source, "", reading.faults), reading_(reading), seed_(source.dump()) {}

  void run() {
    auto journey = std::make_shared<Journey>();
    readHead(*journey);
    readSources(*journey);
    readWaypoints(*journey);
    readOutcomes(*journey);
    readFlags(*journey);
    fields_.ignore({"warnings"});
    fields_.refuseOthers();
    if (!reading_.faults.empty()) return;
    orderWaypoints(*journey);
    reading_.warnings = warningsOf(*journey);
    reading_.journey = std::move(journey);
  }

 private:
  using Type = Document::value_t;

  void readHead(Journey& journey) {
    Document& document = journey.document;
    document["_id"] = journey.id = idOf(fields_, seed_);
    journey.organisation = fields_.objectId("organisation");
    if (journey.organisation) document["organisation"] = journey.organisation->hex();
    if (const auto owner = fields_.objectId("owner")) document["owner"] = owner->hex();
    readCreatedAt(document);
    keep(fields_, "updatedAt", document, {Type::string});
    keep(fields_, "__v", document, {Type::number_integer});
    keep(fields_, "version", document, {Type::number_integer});
    if (document.contains("version")) {
      journey.version = std::clamp<std::int64_t>(document["version"].get<std::int64_t>(), 0, kMaxVersion);
    }
    document["description"] = journey.description = fields_.text("description");
    document["isActive"] = journey.isActive = fields_.boolean("isActive", true);
  }

  void readCreatedAt(Document& document) {
    const std::string createdAt = fields_.text("createdAt");
    const Document* given = fields_.take("createdAt");
    if (given == nullptr || !given->is_string()) return;
    if (!json::parseInstant(createdAt)) fields_.fault("createdAt", "must be a time in ISO 8601", createdAt);
    document["createdAt"] = createdAt;
  }

  void readSources(Journey& journey) {
    const Document* sources = fields_.array("sources", kMaxSources);
    if (sources == nullptr) return;
    journey.sources.emplace();
    for (std::size_t i = 0; i < sources->size(); ++i) {
      const Document& source = (*sources)[i];
      const auto id = source.is_string() ? json::ObjectId::parse(source.get_ref<const std::string&>()) : std::nullopt;
      if (id) {
        journey.sources->push_back(*id);
      } else {
        fields_.fault(at("sources", i), "must be the id of a store, 24 hexadecimal digits", source);
      }
    }
    journey.document["sources"] = *sources;
    std::sort(journey.sources->begin(), journey.sources->end());
  }

  void readWaypoints(Journey& journey) {
    journey.document["waypoints"] = Document::array();
    const Document* waypoints = fields_.array("waypoints", kMaxWaypoints);
    if (waypoints == nullptr) return;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < waypoints->size(); ++i) {
      const Document& source = (*waypoints)[i];
      if (!source.is_object()) {
        fields_.fault(at("waypoints", i), "must be an object", source);
        continue;
      }
      journey.waypoints.push_back(readWaypoint(source, i, journey));
      if (!ids.insert(journey.waypoints.back().id).second) {
        fields_.fault(at("waypoints", i) + "._id", "another waypoint has this id", journey.waypoints.back().id);
      }
    }
  }

  Waypoint readWaypoint(const Document& source, std::size_t index, Journey& journey) {
    Fields fields(source, at("waypoints", index), reading_.faults);
    Waypoint waypoint;
    Document stored;
    stored["_id"] = waypoint.id = idOf(fields, journey.id + at("waypoints", index));
    stored["description"] = waypoint.description = fields.text("description");
    stored["isActive"] = waypoint.isActive = fields.boolean("isActive", true);
    stored["conditions"] = readConditions(fields, waypoint);
    waypoint.count = static_cast<std::uint32_t>(fields.integer("count", 1, 1, kMaxCount));
    stored["count"] = waypoint.count;
    waypoint.order = fields.integer("order", static_cast<std::int64_t>(index), -kMaxOrder, kMaxOrder);
    stored["order"] = waypoint.order;
    fields.ignore({"id"});  // Learning Locker shows `_id` under this name too
    fields.refuseOthers();
    journey.document["waypoints"].push_back(std::move(stored));
    return waypoint;
  }

  /// The query as an object, as the document keeps it.
  Document readConditions(Fields& fields, Waypoint& waypoint) {
    const Document* given = fields.take("conditions");
    if (given == nullptr) {
      fields.missing("conditions", "a waypoint needs a condition: a MongoDB query");
      return {};
    }
    if (!given->is_string() && !given->is_object()) {
      fields.fault("conditions", "must be a MongoDB query: an object, or a string that holds one as JSON", *given);
      return {};
    }
    const std::string text = given->is_string() ? given->get<std::string>() : given->dump();
    query::Condition::Parsed parsed = query::Condition::parse(text);
    if (parsed.condition == nullptr) {
      std::string message;
      for (const query::Fault& fault : parsed.faults) message += (message.empty() ? "" : "; ") + fault.message;
      fields.fault("conditions", std::move(message), *given);
      return {};
    }
    waypoint.condition = std::move(parsed.condition);
    if (given->is_object()) return *given;
    Document object = Document::parse(text, nullptr, false);
    return object.is_discarded() ? *given : object;  // a number beyond a double's range stays text
  }

  void readOutcomes(Journey& journey) {
    journey.document["outcomes"] = Document::array();
    const Document* outcomes = fields_.array("outcomes", kMaxOutcomes);
    if (outcomes == nullptr) return;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < outcomes->size(); ++i) {
      const Document& source = (*outcomes)[i];
      if (source.is_object()) {
        journey.document["outcomes"].push_back(readOutcome(source, i, journey.id));
        const std::string id = journey.document["outcomes"].back()["_id"];
        if (!ids.insert(id).second) fields_.fault(at("outcomes", i) + "._id", "another outcome has this id", id);
      } else {
        fields_.fault(at("outcomes", i), "must be an object", source);
      }
    }
  }

  Document readOutcome(const Document& source, std::size_t index, const std::string& journeyId) {
    Fields fields(source, at("outcomes", index), reading_.faults);
    Document stored;
    stored["_id"] = idOf(fields, journeyId + at("outcomes", index));
    stored["description"] = fields.text("description");
    stored["isActive"] = fields.boolean("isActive", true);
    const std::string type = fields.text("type", "callback");
    if (type != "callback" && type != "statement") fields.fault("type", "must be \"callback\" or \"statement\"", type);
    stored["type"] = type;
    const std::string callback = fields.text("callback");
    if (const Document* given = fields.take("callback")) {
      if (given->is_string() && !isCallbackUrl(callback))
        fields.fault("callback", "must be an absolute http or https URL", callback);
      stored["callback"] = callback;
    } else if (type == "callback") {
      fields.missing("callback", "a callback needs the URL to POST to");
    }
    stored["tripCount"] = 0;
    keep(fields, "tripCount", stored, {Type::number_integer});
    stored["deactivatedAt"] = nullptr;
    keep(fields, "deactivatedAt", stored, {Type::string, Type::null});
    fields.ignore({"id"});
    fields.refuseOthers();
    return stored;
  }

  void readFlags(Journey& journey) {
    Document& document = journey.document;
    document["isSequential"] = journey.isSequential = fields_.boolean("isSequential", false);
    document["isRepeatable"] = journey.isRepeatable = fields_.boolean("isRepeatable", false);
    document["isPublic"] = fields_.boolean("isPublic", false);
    const std::string trackBy = fields_.text("trackBy", "actor");
    if (trackBy != "actor" && trackBy != "persona") {
      fields_.fault("trackBy", "must be \"actor\" or \"persona\"", trackBy);
    }
    journey.trackBy = trackBy == "persona" ? TrackBy::Persona : TrackBy::Actor;
    document["trackBy"] = trackBy;
    keep(fields_, "recalculateStatus", document, {Type::object});
    // Later versions of Learning Locker have these; nothing here reads them.
    for (const char* name : {"queryHint", "sendCompletedStatement", "sendCompletedStatementClients"}) {
      if (const Document* value = fields_.take(name)) document[name] = *value;
    }
  }

  static void orderWaypoints(Journey& journey) {
    for (std::size_t i = 0; i < journey.waypoints.size(); ++i) {
      if (journey.waypoints[i].isActive) journey.active.push_back(static_cast<std::uint16_t>(i));
    }
    std::stable_sort(journey.active.begin(), journey.active.end(), [&](std::uint16_t a, std::uint16_t b) {
      return journey.waypoints[a].order < journey.waypoints[b].order;
    });
  }

  Fields fields_;
  Reading& reading_;
  std::string seed_;  // what absent ids are derived from
};

}  // namespace

Reading read(std::string_view text) {
  Reading reading;
  const auto refuse = [&](std::string message) {
    reading.faults.push_back({"", std::move(message), Document(Document::value_t::discarded)});
    return reading;
  };
  // The strict reader first: it bounds depth and refuses what the convenient one lets pass.
  json::Arena arena;
  const json::Scanned scanned = json::read(text, arena);
  if (!scanned) {
    return refuse("not JSON: " + std::string(scanned.error.message) + " at byte " +
                  std::to_string(scanned.error.offset));
  }
  if (scanned.value->kind != json::Kind::Object) return refuse("a journey must be a JSON object");
  if (!json::isNarrow(*scanned.value)) return refuse(json::kTooWide);
  const Document source = Document::parse(text, nullptr, false);
  if (source.is_discarded()) return refuse("not JSON that can be stored: a number is out of range");
  Reader(source, reading).run();
  return reading;
}

Document toErrors(const std::vector<Fault>& faults) {
  Document errors = Document::object();
  for (const Fault& fault : faults) {
    Document& entry = errors[fault.path];
    entry["path"] = fault.path;
    entry["message"] = fault.message;
    if (!fault.value.is_discarded()) entry["value"] = fault.value;
  }
  return errors;
}

Document toJson(const std::vector<Warning>& warnings) {
  Document list = Document::array();
  for (const Warning& warning : warnings) list.push_back({{"path", warning.path}, {"message", warning.message}});
  return list;
}

}  // namespace journeys::journey
