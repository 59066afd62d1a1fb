// Whose progress a statement is part of (contract/journeys.md, section 3).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "journey/journey.h"
#include "json/value.h"

namespace journeys::progress {

/// An owner's identity as JSON text, for example {"objectType":"Agent","mbox":"mailto:a@b.c"} or {"persona":"..."}:
/// equal for the same owner, and what owners are sorted by.
using Ident = std::string;

/// The member of an actor that identifies it; null for an anonymous Group or an actor without identifier.
const json::Value* identifierOf(const json::Value* actor);

/// The inverse functional identifier of an actor (xAPI 1.0.3 Data 2.4.2.3), if it has one. Of several identifiers, which the specification forbids, the first of mbox, mbox_sha1sum, openid and
/// account counts.
std::optional<Ident> actorIdent(const json::Value* actor);

/// The persona that a store found behind a statement; none where it did not yet.
std::optional<Ident> personaIdent(const json::Value* person);

/// The identity in a {trackBy, ident} document, whatever the order of its keys; none where it is tracked otherwise, or
/// no identity.
std::optional<Ident> identOf(const json::Value& owner, journey::TrackBy trackBy);
std::optional<Ident> identOf(const journey::Document& owner, journey::TrackBy trackBy);

/// Whether a text is an identity, written as it is here.
bool isIdent(const Ident& text);

/// {trackBy, ident}
journey::Document ownerDocument(journey::TrackBy trackBy, const Ident& ident);

}  // namespace journeys::progress
