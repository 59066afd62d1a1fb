// What paths offer: MongoDB's array rules, one by one.
#include <string>
#include <vector>

#include "query/path.h"
#include "query/reading.h"
#include "query/render.h"

#include <nlohmann/json.hpp>

namespace journeys::query {
namespace {

/// The offered values as JSON, separated by blanks.
std::string offered(std::string_view path, std::string document, Leaf leaf = Leaf::Traverse) {
  const Document record(std::move(document));
  std::string all;
  anyOffered(Path::parse(path), *record, leaf, [&](const json::Value* value) {
    if (!all.empty()) all += ' ';
    all += value == nullptr ? "missing" : render(*value).dump();
    return false;
  });
  return all;
}

TEST_CASE("a path is split at its dots, and &46; is a dot within a key") {
  const Path path = Path::parse("a.http://x&46;y/z.0");
  REQUIRE(path.size() == 3);
  CHECK(path.component(1) == "http://x.y/z");
  CHECK(path.text() == "a.http://x&46;y/z.0");
  CHECK(Path::parse("").size() == 1);
  CHECK(Path::parse("a..").size() == 3);
  CHECK(Path().empty());
}

TEST_CASE("a component is an index if it is written as one") {
  CHECK(Path::parse("0").index(0) == 0);
  CHECK(Path::parse("10").index(0) == 10);
  for (const char* text : {"00", "01", "-1", "+1", "1x", "", "4294967296", "99999999999999999999"}) {
    INFO(text);
    CHECK(Path::parse(text).index(0) == Path::kNoIndex);
  }
  CHECK(Path::parse("a.0.b.01.1x").numbers() == 2);
}

TEST_CASE("the path without components offers what it is applied to, as it is") {
  const Document record("[1, 2]");
  int count = 0;
  anyOffered(Path(), *record, Leaf::Traverse, [&](const json::Value* value) {
    CHECK(value == &*record);
    ++count;
    return false;
  });
  CHECK(count == 1);
}

TEST_CASE("a path offers what MongoDB offers") {
  struct Case {
    const char* path;
    const char* document;
    const char* offered;
  };
  const std::vector<Case> cases = {
      // objects
      {"a", R"({"a":1})", "1"},
      {"a.b", R"({"a":{"b":null}})", "null"},
      {"a", R"({})", "missing"},
      {"a.b", R"({"a":5})", "missing"},
      {"a.b.c", R"({"a":{}})", "missing"},
      {"a", R"({"a":{"b":1}})", R"({"b":1})"},
      // arrays at the end
      {"a", R"({"a":[1,[2]]})", "1 [2] [1,[2]]"},
      {"a", R"({"a":[]})", "[]"},
      // arrays on the way
      {"a.b", R"({"a":[{"b":1},5,{"c":2},[{"b":3}]]})", "1 missing"},
      {"a.b", R"({"a":[]})", ""},
      {"a.b", R"({"a":[{"b":[1,2]}]})", "1 2 [1,2]"},
      {"a.b.c", R"({"a":[{"b":[{"c":1},{}]},{}]})", "1 missing missing"},
      // numbers
      {"a.0", R"({"a":[7,8]})", "7"},
      {"a.5", R"({"a":[7,8]})", ""},
      {"a.0", R"({"a":{"0":7}})", "7"},
      {"a.0", R"({"a":[{"0":7}]})", R"(7 {"0":7})"},
      {"a.1", R"({"a":[{"1":7},{"1":8}]})", R"(7 8 {"1":8})"},
      {"a.0", R"({"a":[[1,2]]})", "[1,2]"},
      {"a.0.b", R"({"a":[{"b":1},{"0":{"b":2}}]})", "missing 1 2"},
      {"a.0.b", R"({"a":[[{"b":1},{"b":2}]]})", "1 2"},
      {"a.0.1", R"({"a":[[1,2]]})", "2"},
      {"a.0.1", R"({"a":[[[1,2]]]})", ""},
      {"a.0.b", R"({"a":[5]})", ""},
      {"a.0.b", R"({"a":[[5]]})", ""},
  };
  for (const Case& one : cases) {
    INFO(one.path << " on " << one.document);
    CHECK(offered(one.path, one.document) == one.offered);
  }
}

TEST_CASE("$size and $elemMatch are offered arrays as a whole") {
  CHECK(offered("a", R"({"a":[1,[2]]})", Leaf::Whole) == "[1,[2]]");
  CHECK(offered("a.b", R"({"a":[{"b":[1]},{"b":2},{}]})", Leaf::Whole) == "[1] 2 missing");
  CHECK(offered("a.0", R"({"a":[[1]]})", Leaf::Whole) == "[1]");
}

TEST_CASE("an array is taken as an object with its indices as keys where a path starts in it") {
  CHECK(offered("0", "[7]") == "7");
  CHECK(offered("0.b", R"([[{"b":1}]])") == "1");
  CHECK(offered("1", "[7]") == "missing");
  CHECK(offered("b", R"([{"b":1}])") == "missing");
}

TEST_CASE("a walk ends when it is told to") {
  const Document record(R"({"a":[1,2,3]})");
  int count = 0;
  const bool stopped = anyOffered(Path::parse("a"), *record, Leaf::Traverse, [&](const json::Value* value) {
    ++count;
    return value->number == json::Number::of(std::int64_t{2});
  });
  CHECK(stopped);
  CHECK(count == 2);
}

}  // namespace
}  // namespace journeys::query
