#include "query/record.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace journeys::query {
namespace {

using json::Cast;
using json::Projection;

struct TypedPlace {
  std::vector<std::string> path;
  Cast cast;
};

const std::array<TypedPlace, 8>& typedPlaces() {
  static const std::array<TypedPlace, 8> places{{
      {{"timestamp"}, Cast::Date},
      {{"stored"}, Cast::Date},
      {{"_id"}, Cast::ObjectId},
      {{"organisation"}, Cast::ObjectId},
      {{"lrs_id"}, Cast::ObjectId},
      {{"client"}, Cast::ObjectId},
      {{"person", "_id"}, Cast::ObjectId},
      {{"personaIdentifier"}, Cast::ObjectId},
  }};
  return places;
}

const Projection& trie() {
  static const Projection projection = [] {
    Projection places;
    castPlaces(places);
    return places;
  }();
  return projection;
}

}  // namespace

Place placeBelow(Place place, std::string_view key) {
  return place == Projection::kNowhere ? place : trie().child(place, key);
}

Place placeBelow(Place place, const Path& path) {
  for (const std::string& component : path.components()) place = placeBelow(place, component);
  return place;
}

Cast castAt(Place place) { return place == Projection::kNowhere ? Cast::None : trie().castAt(place); }

void castPlaces(Projection& projection) {
  for (const TypedPlace& place : typedPlaces()) projection.cast(place.path, place.cast);
}

const Path* dateBeside(const Path& path) {
  static const std::array rewrites{
      std::pair{Path::parse("statement.timestamp"), Path::parse("timestamp")},
      std::pair{Path::parse("statement.stored"), Path::parse("stored")},
  };
  for (const auto& [from, to] : rewrites) {
    if (path == from) return &to;
  }
  return nullptr;
}

}  // namespace journeys::query
