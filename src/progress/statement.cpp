#include "progress/statement.h"

#include <array>
#include <vector>

#include "query/record.h"

namespace journeys::progress {
namespace {

using json::Kind;
using json::Need;
using json::Value;

constexpr std::string_view kVoided = "http://adlnet.gov/expapi/verbs/voided";

using Path = std::vector<std::string>;

const std::vector<Path>& ownPaths() {
  static const std::vector<Path> paths = {
      {"_id"},
      {"organisation"},
      {"lrs_id"},
      {"voided"},
      {"timestamp"},
      {"stored"},
      {"person", "_id"},
      {"statement", "id"},
      {"statement", "timestamp"},
      {"statement", "stored"},
      {"statement", "verb", "id"},
      {"statement", "object", "objectType"},
      {"statement", "object", "id"},
      {"statement", "actor", "objectType"},
      {"statement", "actor", "mbox"},
      {"statement", "actor", "mbox_sha1sum"},
      {"statement", "actor", "openid"},
      {"statement", "actor", "account", "homePage"},
      {"statement", "actor", "account", "name"},
  };
  return paths;
}

const Value* member(const Value* object, std::string_view key) {
  return object == nullptr ? nullptr : object->find(key);
}

bool isText(const Value* value) { return value != nullptr && value->kind == Kind::String; }

std::optional<json::ObjectId> objectIdOf(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->kind == Kind::ObjectId) return value->objectId;
  return value->kind == Kind::String ? json::ObjectId::parse(value->text) : std::nullopt;
}

/// The instant at a field. A record's dates keep the text they were read from, with its microseconds.
bool readInstant(const Value* value, std::optional<json::Instant>& instant) {
  if (value == nullptr || value->kind == Kind::Null) return true;
  if (value->kind == Kind::Date && value->text.empty()) {
    instant = value->milliseconds * 1'000;  // within the years that a date may have: no overflow
    return true;
  }
  if (value->kind != Kind::String && value->kind != Kind::Date) return false;
  instant = json::parseInstant(value->text);
  return instant.has_value();
}

void addOwnNeeds(json::Projection& projection) {
  query::castPlaces(projection);
  for (const Path& path : ownPaths()) projection.needText(path);
  projection.need(Path{"statement", "statement"}, Need::Presence);  // so that a record taken for raw is noticed
}

/// Reads one field after the other off a record; the first fault ends it.
class Facts {
 public:
  Facts(Statement& statement, StatementFault& fault)
      : out_(statement), fault_(fault), record_(statement.record), statement_(record_->find("statement")) {}

  bool read(std::string_view bytes, const Context& context) {
    readMark();
    return checkShape() && readId(bytes) && readTime(context) && readVoiding();
  }

 private:
  void readMark() {
    const Value* voided = record_->find("voided");
    out_.isVoided = voided != nullptr && voided->kind == Kind::Boolean && voided->boolean;
  }

  bool checkShape() {
    const Value* actor = member(statement_, "actor");
    if (actor == nullptr || actor->kind != Kind::Object) return fail("actor", "a statement needs an actor, an object");
    if (!isText(member(member(statement_, "verb"), "id")))
      return fail("verb.id", "a statement needs a verb with an id");
    const Value* object = member(statement_, "object");
    if (object == nullptr || object->kind != Kind::Object) return fail("object", "a statement needs an object");
    return true;
  }

  bool readId(std::string_view bytes) {
    const Value* id = member(statement_, "id");
    if (id == nullptr || id->kind == Kind::Null) {
      // Without an id equal bytes are the same statement, and so are records of one _id.
      const auto recordId = out_.recordId();
      out_.id = json::fingerprint(recordId ? recordId->hex() : std::string(bytes));
      return true;
    }
    const auto uuid = isText(id) ? json::Uuid::parse(id->text) : std::nullopt;
    if (!uuid) return fail("id", "must be a UUID");
    out_.id = *uuid;
    return true;
  }

  bool readTime(const Context& context) {
    std::optional<json::Instant> at;
    for (const char* field : {"timestamp", "stored"}) {
      if (!readInstant(member(statement_, field), at)) return fail(field, "must be a time in ISO 8601");
      if (at) break;
      if (!readInstant(record_->find(field), at)) return failAt(field, "must be a time in ISO 8601");
      if (at) break;
    }
    if (!at) at = context.receivedAt;
    if (!at) return fail("timestamp", "is missing, and the time of receipt is not known");
    out_.at = *at;
    return true;
  }

  bool readVoiding() {
    const Value* object = member(statement_, "object");
    const Value* objectType = member(object, "objectType");
    if (member(member(statement_, "verb"), "id")->text != kVoided) return true;
    if (!isText(objectType) || objectType->text != "StatementRef") return true;
    out_.isVoiding = true;
    const Value* target = member(object, "id");
    if (isText(target)) out_.voids = json::Uuid::parse(target->text);
    return true;
  }

  bool fail(std::string_view field, const char* message) {
    return failAt(out_.isRaw ? std::string(field) : "statement." + std::string(field), message);
  }

  bool failAt(std::string path, const char* message) {
    fault_.path = std::move(path);
    fault_.message = message;
    return false;
  }

  Statement& out_;
  StatementFault& fault_;
  const Value* record_;
  const Value* statement_;
};

}  // namespace

std::optional<Ident> Statement::owner(journey::TrackBy trackBy) const {
  if (trackBy == journey::TrackBy::Persona) return personaIdent(record->find("person"));
  return actorIdent(member(record->find("statement"), "actor"));
}

bool Statement::hasOwner(journey::TrackBy trackBy) const {
  if (trackBy == journey::TrackBy::Persona) return owner(trackBy).has_value();
  return identifierOf(member(record->find("statement"), "actor")) != nullptr;
}

std::optional<json::ObjectId> Statement::recordId() const { return objectIdOf(record->find("_id")); }
std::optional<json::ObjectId> Statement::organisation() const { return objectIdOf(record->find("organisation")); }
std::optional<json::ObjectId> Statement::store() const { return objectIdOf(record->find("lrs_id")); }

std::string Statement::reference() const {
  const auto inStore = recordId();
  return inStore ? inStore->hex() : id.text();
}

json::Projection StatementReader::ownNeeds() {
  json::Projection projection;
  addOwnNeeds(projection);
  return projection;
}

StatementReader::StatementReader(json::Projection projection) : projection_(std::move(projection)) {
  addOwnNeeds(projection_);
  statementPlace_ = projection_.child(json::Projection::kRoot, "statement");
}

/// A record has the statement under `statement`; anything else is a raw statement. Which of the two it is shows only
/// on the way, so a wrong guess means reading it again.
json::Scanned StatementReader::scan(std::string_view text, std::size_t offset) {
  const auto isRecord = [](const json::Scanned& scanned) {
    const Value* statement = scanned.value->find("statement");
    return statement != nullptr && statement->kind == Kind::Object;
  };
  const auto scanAsExpected = [&] {
    arena_.clear();
    return json::scan(text, offset, projection_, expectRaw_ ? statementPlace_ : json::Projection::kRoot, arena_);
  };
  json::Scanned scanned = scanAsExpected();
  if (scanned && isRecord(scanned) == expectRaw_) {
    expectRaw_ = !expectRaw_;
    scanned = scanAsExpected();
  }
  return scanned;
}

Value* StatementReader::addMember(Value& object, std::string_view key) {
  Value* value = arena_.make();
  value->key = key;
  value->place = projection_.child(object.place, key);
  value->next = object.first;
  object.first = value;
  ++object.size;
  return value;
}

void StatementReader::addDate(Value& record, std::string_view key, json::Instant instant) {
  Value* value = addMember(record, key);
  value->kind = Kind::Date;
  value->milliseconds = json::toMilliseconds(instant);
}

Value* StatementReader::wrap(Value& statement, const Context& context) {
  Value* record = arena_.make();
  record->kind = Kind::Object;
  record->place = json::Projection::kRoot;
  statement.key = "statement";
  record->first = &statement;
  record->size = 1;
  const auto addId = [&](std::string_view key, const std::optional<json::ObjectId>& id) {
    if (!id) return;
    Value* value = addMember(*record, key);
    value->kind = Kind::ObjectId;
    value->objectId = *id;
  };
  addId("organisation", context.organisation);
  addId("lrs_id", context.store);
  return record;
}

StatementReader::Result StatementReader::read(std::string_view text, std::size_t offset, const Context& context) {
  Result result;
  const json::Scanned scanned = scan(text, offset);
  if (!scanned) {
    result.fault = {scanned.error.offset, "", scanned.error.message, scanned.error.message, scanned.error.truncated};
    return result;
  }
  result.end = scanned.end;
  result.fault.offset = offset;
  if (scanned.value->kind != Kind::Object) {
    result.fault.message = "a statement must be a JSON object";
    return result;
  }
  Statement& statement = result.statement.emplace();
  statement.isRaw = expectRaw_;
  Value* record = expectRaw_ ? wrap(*scanned.value, context) : scanned.value;
  statement.record = record;
  if (!Facts(statement, result.fault).read(text.substr(offset, scanned.end - offset), context)) {
    result.statement.reset();
    return result;
  }
  if (statement.isRaw) {
    addDate(*record, "timestamp", statement.at);
    std::optional<json::Instant> stored = context.receivedAt;
    readInstant(scanned.value->find("stored"), stored);
    if (stored) addDate(*record, "stored", *stored);
  }
  return result;
}

}  // namespace journeys::progress
