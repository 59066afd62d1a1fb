#include "json/uuid.h"

#include <set>
#include <string>

#include "catch.h"

using namespace journeys::json;

TEST_CASE("ids are read in either case and written in lower case, in the order of their text") {
  const auto id = Uuid::parse("346CB0A8-368c-4f29-A4f8-ec3565f7a75a");
  REQUIRE(id);
  REQUIRE(id->text() == "346cb0a8-368c-4f29-a4f8-ec3565f7a75a");
  REQUIRE(*Uuid::parse("00000000-0000-0000-ffff-ffffffffffff") < *Uuid::parse("00000000-0000-0001-0000-000000000000"));
  for (const char* text : {"", "346cb0a8368c4f29a4f8ec3565f7a75a", "346cb0a8-368c-4f29-a4f8-ec3565f7a75",
                           "346cb0a8-368c-4f29-a4f8-ec3565f7a75g", "346cb0a8+368c-4f29-a4f8-ec3565f7a75a"}) {
    INFO(text);
    REQUIRE_FALSE(Uuid::parse(text));
  }
  const std::string good = id->text();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string text = good;
    text[at] = text[at] == '-' ? '0' : '-';
    INFO(text);
    REQUIRE_FALSE(Uuid::parse(text));
  }
}

TEST_CASE("fingerprints differ where texts differ") {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(fingerprint("waypoints." + std::to_string(i)).text());
  REQUIRE(seen.size() == 10'000);
  REQUIRE(fingerprint("a") == fingerprint("a"));
  REQUIRE(deriveObjectId("a") == deriveObjectId("a"));
  REQUIRE(deriveObjectId("a") != deriveObjectId("b"));
}
