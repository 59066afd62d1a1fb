// A journey as the engine works with it (contract/journeys.md, section 2): checked, with every default filled in
// and its conditions compiled. Made by read.h only; immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "json/value.h"
#include "query/condition.h"

namespace journeys::journey {

using Document = nlohmann::ordered_json;

enum class TrackBy : std::uint8_t { Actor, Persona };

struct Waypoint {
  std::string id;
  std::string description;
  bool isActive = true;
  std::uint32_t count = 1;
  std::int64_t order = 0;
  std::shared_ptr<const query::Condition> condition;
};

struct Journey {
  std::string id;
  std::string description;
  std::optional<json::ObjectId> organisation;          // none: of every organisation
  std::optional<std::vector<json::ObjectId>> sources;  // none: every store
  bool isActive = true;
  bool isSequential = false;
  bool isRepeatable = false;
  TrackBy trackBy = TrackBy::Actor;
  std::int64_t version = 1;
  std::vector<Waypoint> waypoints;    // in the order of the document
  std::vector<std::uint16_t> active;  // the active ones, by `order`, ties by place: the journey's way
  Document document;                  // as stored, with conditions as objects

  const Waypoint& activeWaypoint(std::size_t step) const { return waypoints[active[step]]; }
};

/// What a journey may hold at most; beyond that it is refused.
inline constexpr std::size_t kMaxWaypoints = 1'000;
inline constexpr std::size_t kMaxOutcomes = 100;
inline constexpr std::size_t kMaxSources = 10'000;

}  // namespace journeys::journey
