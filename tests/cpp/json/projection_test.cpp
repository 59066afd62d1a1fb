#include "json/projection.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace journeys::json;

TEST_CASE("texts of every size are told apart by any one byte") {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'x');
    REQUIRE(isSameText(text, std::string(size, 'x')));
    REQUIRE_FALSE(isSameText(text, text + 'x'));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'y';
      REQUIRE_FALSE(isSameText(text, other));
    }
  }
}

TEST_CASE("a place has each key that was asked for below it, and no other") {
  std::vector<std::string> keys = {""};
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      keys.emplace_back(size, 'x');
      keys.back()[at] = 'y';
    }
  }
  Projection projection;
  std::vector<Projection::Place> places;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    REQUIRE(projection.child(Projection::kRoot, keys[i]) == Projection::kNowhere);
    places.push_back(projection.need({&keys[i], 1}, Need::Presence));
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    REQUIRE(projection.child(Projection::kRoot, keys[i]) == places[i]);
    REQUIRE(projection.child(places[i], keys[i]) == Projection::kNowhere);
    REQUIRE(projection.child(Projection::kRoot, std::string(keys[i].size(), 'z')) ==
            (keys[i].empty() ? places[i] : Projection::kNowhere));
  }
}
