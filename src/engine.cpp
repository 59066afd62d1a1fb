#include "engine.h"

#include "journey/read.h"
#include "json/scanner.h"
#include "json/time.h"
#include "query/condition.h"

namespace journeys {
namespace {

using journey::Document;

Document faultsDocument(const query::Faults& faults) {
  Document errors = Document::object();
  for (const query::Fault& fault : faults) errors[fault.path] = {{"path", fault.path}, {"message", fault.message}};
  return errors;
}

}  // namespace

// ---- answers

Status Engine::answer(const Document& document) {
  result_ = document.dump();
  return Status::Ok;
}

Status Engine::fail(const char* name, std::string path, std::string message) {
  answer({{"name", name}, {"path", std::move(path)}, {"message", std::move(message)}});
  return Status::Failed;
}

Status Engine::failUnknownHandle(const char* what) {
  return fail("DisposedError", "", std::string("this ") + what + " was disposed, or belongs to another engine");
}

// ---- what comes in

const json::Value* Engine::readValue(std::string_view text, const char* name, const char* path, json::Arena& arena) {
  const json::Scanned scanned = json::read(text, arena);
  if (!scanned) {
    fail(name, path,
         "not JSON: " + std::string(scanned.error.message) + " at byte " + std::to_string(scanned.error.offset));
    return nullptr;
  }
  if (json::isNarrow(*scanned.value)) return scanned.value;
  fail(name, path, json::kTooWide);
  return nullptr;
}

bool Engine::readDocument(std::string_view text, const char* name, const char* path, Document& document) {
  json::Arena arena;
  if (readValue(text, name, path, arena) == nullptr) return false;
  document = Document::parse(text, nullptr, false);
  if (!document.is_discarded()) return true;
  fail(name, path, "a number is out of range");
  return false;
}

bool Engine::readOptions(std::string_view text, Document& options) {
  if (text.empty()) {
    options = Document::object();
    return true;
  }
  if (!readDocument(text, "ArgumentError", "options", options)) return false;
  if (options.is_object()) return true;
  fail("ArgumentError", "options", "must be an object");
  return false;
}

bool Engine::readInstant(const Document& options, const char* name, std::optional<json::Instant>& instant) {
  const auto found = options.find(name);
  if (found == options.end()) return true;
  if (found->is_string()) instant = json::parseInstant(found->get_ref<const std::string&>());
  if (instant) return true;
  fail("ArgumentError", name, "must be a time in ISO 8601");
  return false;
}

bool Engine::readContext(std::string_view text, progress::Context& context) {
  Document options;
  if (!readOptions(text, options) || !readInstant(options, "receivedAt", context.receivedAt)) return false;
  const auto readId = [&](const char* name, std::optional<json::ObjectId>& id) {
    const auto found = options.find(name);
    if (found == options.end()) return true;
    if (found->is_string()) id = json::ObjectId::parse(found->get_ref<const std::string&>());
    if (!id) fail("ArgumentError", name, "must be an id of 24 hexadecimal digits");
    return id.has_value();
  };
  return readId("organisation", context.organisation) && readId("lrs_id", context.store);
}

bool Engine::readJourneys(const Document& handles, std::vector<std::shared_ptr<const journey::Journey>>& journeys) {
  for (const Document& handle : handles) {
    auto journey = journeys_.share(handle.get<Handle>());
    if (journey == nullptr) {
      failUnknownHandle("journey");
      return false;
    }
    journeys.push_back(std::move(journey));
  }
  return true;
}

// ---- journeys

Status Engine::validate(std::string_view text) {
  const journey::Reading reading = journey::read(text);
  Document answer;
  answer["valid"] = reading.journey != nullptr;
  answer["errors"] = journey::toErrors(reading.faults);
  answer["warnings"] = journey::toJson(reading.warnings);
  if (reading.journey != nullptr) answer["document"] = reading.journey->document;
  return this->answer(answer);
}

Status Engine::compile(std::string_view text) {
  journey::Reading reading = journey::read(text);
  if (reading.journey == nullptr) {
    const journey::Fault& first = reading.faults.front();
    std::string message = first.path.empty() ? first.message : first.path + ": " + first.message;
    if (reading.faults.size() > 1) message += " (and " + std::to_string(reading.faults.size() - 1) + " more)";
    answer({{"name", "ValidationError"},
            {"path", first.path},
            {"message", message},
            {"errors", journey::toErrors(reading.faults)}});
    return Status::Failed;
  }
  Document answer;
  answer["id"] = reading.journey->id;
  answer["document"] = reading.journey->document;
  answer["warnings"] = journey::toJson(reading.warnings);
  answer["handle"] = journeys_.add(std::move(reading.journey));
  return this->answer(answer);
}

// ---- queries

std::shared_ptr<const query::Condition> Engine::readQuery(std::string_view text) {
  query::Condition::Parsed parsed = query::Condition::parse(text);
  if (parsed.condition == nullptr) {
    const query::Fault& first = parsed.faults.front();
    answer({{"name", "QueryError"},
            {"path", first.path},
            {"message", first.message},
            {"errors", faultsDocument(parsed.faults)}});
  }
  return std::move(parsed.condition);
}

template <class OnReady>
Status Engine::onDocument(const query::Condition& condition, std::string_view document, OnReady onReady) {
  json::Projection projection;
  condition.need(projection);
  json::Arena arena;
  const json::Scanned scanned = json::scan(document, 0, projection, json::Projection::kRoot, arena);
  const bool whole = scanned && document.find_first_not_of(" \t\r\n", scanned.end) == std::string_view::npos;
  if (!whole) {
    const std::size_t offset = scanned ? scanned.end : scanned.error.offset;
    const std::string message = scanned ? "something follows the value" : scanned.error.message;
    return fail("StatementError", "", "not JSON: " + message + " at byte " + std::to_string(offset));
  }
  if (scanned.value->kind != json::Kind::Object) return fail("StatementError", "", "a document must be a JSON object");
  return onReady(*scanned.value);
}

Status Engine::matches(std::string_view query, std::string_view document) {
  const auto condition = readQuery(query);
  if (condition == nullptr) return Status::Failed;
  return onDocument(*condition, document, [&](const json::Value& root) { return answer(condition->matches(root)); });
}

Status Engine::createQuery(std::string_view query) {
  auto condition = readQuery(query);
  if (condition == nullptr) return Status::Failed;
  return answer({{"handle", queries_.add(std::move(condition))}});
}

Status Engine::queryMatches(Handle handle, std::string_view document) {
  const auto* condition = queries_.find(handle);
  if (condition == nullptr) return failUnknownHandle("query");
  return onDocument(*condition, document, [&](const json::Value& root) { return answer(condition->matches(root)); });
}

Status Engine::explainQuery(std::string_view query, std::string_view document) {
  const auto condition = readQuery(query);
  if (condition == nullptr) return Status::Failed;
  return onDocument(*condition, document, [&](const json::Value& root) { return answer(condition->explain(root)); });
}

}  // namespace journeys
