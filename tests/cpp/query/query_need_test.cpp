// Random conditions and records: reading only what a condition needs, and explaining it, change no answer.
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "query/reading.h"

namespace journeys::query {
namespace {

/// Small alphabets, so that conditions are met often.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string record() { return object(3); }

  std::string query(int depth) {
    switch (depth > 0 ? pick(6) : 0) {
      case 5:
        return R"({"$or":[)" + query(depth - 1) + "," + query(depth - 1) + "]}";
      case 4:
        return R"({"$nor":[)" + query(depth - 1) + "]}";
      case 3:
        return "{\"" + path() + "\":" + operators(depth - 1) + "," + R"("$and":[)" + query(depth - 1) + "]}";
      default:
        return "{\"" + path() + "\":" + (pick(4) == 0 ? value(2) : operators(depth)) + "}";
    }
  }

 private:
  unsigned pick(unsigned below) { return std::uniform_int_distribution<unsigned>(0, below - 1)(random_); }

  std::string key() {
    static const char* const kKeys[] = {"a", "b", "0", "1", "_id", "timestamp"};
    return kKeys[pick(6)];
  }

  std::string path() {
    std::string path = key();
    for (unsigned more = pick(3); more > 0; --more) path += "." + key();
    return path;
  }

  std::string scalar() {
    static const char* const kScalars[] = {
        "null", "0", "1", "2.5", "true", "\"x\"", "\"2020-01-01T00:00:00Z\"", "\"59c1120f6b8b4568447e5a1c\""};
    return kScalars[pick(8)];
  }

  std::string value(int depth) {
    if (depth == 0 || pick(3) == 0) return scalar();
    return pick(2) == 0 ? object(depth - 1) : array(depth - 1);
  }

  std::string object(int depth) {
    std::string text = "{";
    for (unsigned members = pick(4); members > 0; --members) {
      text += (text.size() > 1 ? ",\"" : "\"") + key() + "\":" + value(depth);
    }
    return text + "}";
  }

  std::string array(int depth) {
    std::string text = "[";
    for (unsigned elements = pick(4); elements > 0; --elements) text += (text.size() > 1 ? "," : "") + value(depth);
    return text + "]";
  }

  std::string operators(int depth) {
    static const char* const kOrders[] = {"$eq", "$ne", "$gt", "$gte", "$lt", "$lte"};
    switch (pick(depth > 0 ? 13 : 10)) {
      case 12:
        return R"({"$elemMatch":)" + query(depth - 1) + "}";
      case 11:
        return R"({"$elemMatch":)" + operators(depth - 1) + "}";
      case 10:
        return R"({"$not":)" + operators(depth - 1) + "}";
      case 9:
        return R"({"$in":[)" + value(2) + "," + value(1) + "]}";
      case 8:
        return R"({"$all":[)" + value(2) + "]}";
      case 7:
        return R"({"$size":)" + std::to_string(pick(3)) + "}";
      case 6:
        return R"({"$exists":)" + std::string(pick(2) == 0 ? "true}" : "false}");
      case 5:
        return R"({"$type":)" + std::string(pick(2) == 0 ? "\"array\"}" : "[2,\"number\",3,\"date\"]}");
      case 4:
        return R"({"$mod":[2,)" + std::to_string(pick(2)) + "]}";
      default:
        return "{\"" + std::string(kOrders[pick(6)]) + "\":" + value(2) + "}";
    }
  }

  std::mt19937 random_;
};

TEST_CASE("for random conditions and records, a projected record gives the answer of the whole one") {
  Generator generator(20260101);
  int held = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string query = generator.query(2);
    const std::string record = generator.record();
    INFO(query << "\n  " << record);
    const auto condition = conditionOf(query);
    const bool expected = condition->matches(*Document(record));
    json::Projection projection;
    condition->need(projection);
    const Document projected(record, projection);
    REQUIRE(condition->matches(*projected) == expected);
    REQUIRE(condition->explain(*projected)["held"].get<bool>() == expected);
    held += expected ? 1 : 0;
  }
  CHECK(held > 4'000);
  CHECK(held < 16'000);
}

}  // namespace
}  // namespace journeys::query
