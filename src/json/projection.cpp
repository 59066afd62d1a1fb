#include "json/projection.h"

#include <algorithm>

namespace journeys::json {

Projection::Projection() : nodes_(1) {}

Projection::Place Projection::need(std::span<const std::string> path, Need need, Place base) {
  Place place = base;
  for (const std::string& component : path) {
    if (isIndex(component)) nodes_[place].indexed = true;
    place = addChild(place, component);
  }
  nodes_[place].need = std::max(nodes_[place].need, need);
  return place;
}

void Projection::cast(Place place, Cast cast) { nodes_[place].cast = cast; }

Projection::Place Projection::lookUp(const Node& node, std::string_view key) {
  const auto found = node.lookup.find(key);
  return found == node.lookup.end() ? kNowhere : found->second;
}

Projection::Place Projection::addChild(Place place, const std::string& key) {
  if (const Place known = child(place, key); known != kNowhere) return known;
  const auto added = static_cast<Place>(nodes_.size());
  nodes_.emplace_back();
  Node& node = nodes_[place];
  node.children.push_back({key, added});
  if (node.children.size() == kLinear + 1) {
    for (const Child& child : node.children) node.lookup.emplace(child.key, child.place);
  } else if (node.children.size() > kLinear) {
    node.lookup.emplace(key, added);
  }
  return added;
}

bool isIndex(std::string_view component) {
  return !component.empty() && std::all_of(component.begin(), component.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace journeys::json
