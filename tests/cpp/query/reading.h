// How these tests read conditions and documents.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "json/projection.h"
#include "json/scanner.h"
#include "json/value.h"
#include "query/condition.h"
#include "query/record.h"

namespace journeys::query {

/// Everything there is in a document, its places typed.
inline json::Projection everything() {
  json::Projection projection;
  projection.need({}, json::Need::Whole);
  castPlaces(projection);
  return projection;
}

/// A document and what its values point into.
class Document {
 public:
  explicit Document(std::string text, const json::Projection& projection = everything())
      : text_(std::make_unique<std::string>(std::move(text))) {
    const json::Scanned read = json::scan(*text_, 0, projection, json::Projection::kRoot, arena_);
    INFO(*text_ << ": " << read.error.message);
    REQUIRE(read);
    value_ = read.value;
  }

  const json::Value& operator*() const { return *value_; }

 private:
  std::unique_ptr<std::string> text_;
  json::Arena arena_;
  const json::Value* value_ = nullptr;
};

/// A condition that has to be one.
inline std::shared_ptr<const Condition> conditionOf(std::string_view text) {
  Condition::Parsed parsed = Condition::parse(text);
  INFO(text << ": " << (parsed.faults.empty() ? "" : parsed.faults[0].path + ": " + parsed.faults[0].message));
  REQUIRE(parsed.condition != nullptr);
  REQUIRE(parsed.faults.empty());
  return parsed.condition;
}

inline Faults faultsOf(std::string_view text) {
  Condition::Parsed parsed = Condition::parse(text);
  REQUIRE((parsed.condition == nullptr) == !parsed.faults.empty());
  return parsed.faults;
}

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

inline bool meets(std::string_view query, std::string document) {
  return conditionOf(query)->matches(*Document(std::move(document)));
}

}  // namespace journeys::query
