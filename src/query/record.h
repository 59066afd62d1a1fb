// The places of a statement record whose values are dates or ObjectIds, though JSON has neither
// (contract/queries.md, Documents). The only list of them.
#pragma once

#include <string_view>

#include "json/projection.h"
#include "query/path.h"

namespace journeys::query {

/// A place within a record: a node of the trie of the typed places, json::Projection::kNowhere for all others.
using Place = json::Projection::Place;

Place placeBelow(Place place, std::string_view key);
Place placeBelow(Place place, const Path& path);

/// What stands at a place: a date, an ObjectId, or nothing special.
json::Cast castAt(Place place);

/// Makes a projection read the typed places as what they are, where it reads them.
void castPlaces(json::Projection& projection);

/// Where Learning Locker keeps, as a date, what the path names as a string within the statement
/// (`statement.timestamp`, `statement.stored`); null for all other paths.
const Path* dateBeside(const Path& path);

}  // namespace journeys::query
