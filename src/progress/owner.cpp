#include "progress/owner.h"

#include <algorithm>
#include <string_view>

#include "json/scanner.h"

namespace journeys::progress {
namespace {

using journey::Document;

const std::string_view* textOf(const json::Value* value) {
  return value != nullptr && value->kind == json::Kind::String ? &value->text : nullptr;
}

const char* textOf(journey::TrackBy trackBy) { return trackBy == journey::TrackBy::Actor ? "actor" : "persona"; }

/// Writes a member's name and text. Statements come by the million: what needs no escaping is copied as it is.
void addMember(std::string& json, std::string_view name, std::string_view text) {
  json += json.back() == '{' ? "\"" : ",\"";
  json += name;
  json += "\":";
  const auto isPlain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
  };
  if (std::all_of(text.begin(), text.end(), isPlain)) {
    json.append("\"").append(text).append("\"");
  } else {
    json += Document(text).dump();
  }
}

/// The ident of a persona's id.
std::optional<Ident> personaOf(const json::Value* id) {
  if (id == nullptr) return std::nullopt;
  Ident ident = "{";
  if (id->kind == json::Kind::ObjectId) {
    addMember(ident, "persona", id->objectId.hex());
  } else if (id->kind == json::Kind::String && !id->text.empty()) {
    const auto objectId = json::ObjectId::parse(id->text);  // which has one way of writing
    addMember(ident, "persona", objectId ? objectId->hex() : std::string(id->text));
  } else {
    return std::nullopt;
  }
  return ident + '}';
}

}  // namespace

const json::Value* identifierOf(const json::Value* actor) {
  if (actor == nullptr || actor->kind != json::Kind::Object) return nullptr;
  for (const char* name : {"mbox", "mbox_sha1sum", "openid"}) {
    const json::Value* identifier = actor->find(name);
    if (textOf(identifier) != nullptr) return identifier;
  }
  const json::Value* account = actor->find("account");
  const bool isWhole =
      account != nullptr && textOf(account->find("homePage")) != nullptr && textOf(account->find("name")) != nullptr;
  return isWhole ? account : nullptr;
}

std::optional<Ident> actorIdent(const json::Value* actor) {
  const json::Value* identifier = identifierOf(actor);
  if (identifier == nullptr) return std::nullopt;
  const std::string_view* objectType = textOf(actor->find("objectType"));
  Ident ident = "{";
  addMember(ident, "objectType", objectType != nullptr && *objectType == "Group" ? "Group" : "Agent");
  if (identifier->kind == json::Kind::String) {
    addMember(ident, identifier->key, identifier->text);
    return ident + '}';
  }
  ident += ",\"account\":{";
  addMember(ident, "homePage", identifier->find("homePage")->text);
  addMember(ident, "name", identifier->find("name")->text);
  return ident + "}}";
}

std::optional<Ident> personaIdent(const json::Value* person) {
  return personaOf(person == nullptr ? nullptr : person->find("_id"));
}

std::optional<Ident> identOf(const json::Value& owner, journey::TrackBy trackBy) {
  const std::string_view* tracked = textOf(owner.find("trackBy"));
  const json::Value* ident = owner.find("ident");
  if (ident == nullptr || tracked == nullptr || *tracked != textOf(trackBy)) return std::nullopt;
  if (trackBy == journey::TrackBy::Actor) return actorIdent(ident);
  return ident->kind == json::Kind::Object ? personaOf(ident->find("persona")) : std::nullopt;
}

std::optional<Ident> identOf(const Document& owner, journey::TrackBy trackBy) {
  json::Arena arena;
  const std::string text = owner.dump();
  const json::Scanned scanned = json::read(text, arena);
  return scanned && scanned.value->kind == json::Kind::Object ? identOf(*scanned.value, trackBy) : std::nullopt;
}

bool isIdent(const Ident& text) {
  json::Arena arena;
  const json::Scanned scanned = json::read(text, arena);
  if (!scanned || scanned.value->kind != json::Kind::Object) return false;
  return actorIdent(scanned.value) == text || personaOf(scanned.value->find("persona")) == text;
}

Document ownerDocument(journey::TrackBy trackBy, const Ident& ident) {
  Document owner;
  owner["trackBy"] = textOf(trackBy);
  owner["ident"] = Document::parse(ident);
  return owner;
}

}  // namespace journeys::progress
