#include "json/projection.h"

#include <algorithm>
#include <bit>

namespace journeys::json {

Projection::Projection() : nodes_(1) {}

Projection::Place Projection::need(std::span<const std::string> path, Need need, Place base) {
  const Place place = reach(path, base);
  nodes_[place].need = std::max(nodes_[place].need, need);
  nodes_[place].typed = true;
  return place;
}

void Projection::needText(std::span<const std::string> path) {
  reach(path, kRoot);  // scalars are read where no more than their presence is needed
}

Projection::Place Projection::reach(std::span<const std::string> path, Place base) {
  Place place = base;
  for (const std::string& component : path) {
    if (isIndex(component)) nodes_[place].indexed = true;
    place = addChild(place, component);
    nodes_[place].needed = true;
  }
  return place;
}

void Projection::cast(std::span<const std::string> path, Cast cast) {
  Place place = kRoot;
  for (const std::string& component : path) place = addChild(place, component);
  nodes_[place].cast = cast;
}

void Projection::index(Node& node) {
  node.slots.assign(std::bit_ceil(node.children.size() * 4), 0);
  for (std::uint32_t number = 0; number < node.children.size(); ++number) enter(node, number);
}

void Projection::enter(Node& node, std::uint32_t number) {
  const std::size_t mask = node.slots.size() - 1;
  const Child& child = node.children[number];
  std::size_t slot = hashOf(child.key, child.head) & mask;
  while (node.slots[slot] != 0) slot = (slot + 1) & mask;
  node.slots[slot] = number + 1;
}

Projection::Place Projection::addChild(Place place, const std::string& key) {
  if (const Place known = child(place, key); known != kNowhere) return known;
  const auto added = static_cast<Place>(nodes_.size());
  nodes_.emplace_back();
  Node& node = nodes_[place];
  node.dotted = node.dotted || key.find('.') != std::string::npos;
  node.sizes |= std::uint64_t{1} << (key.size() & 63);
  node.children.push_back({headOf(key), key.size(), added, key});
  if (node.children.size() * 2 > node.slots.size()) {
    index(node);
  } else {
    enter(node, static_cast<std::uint32_t>(node.children.size() - 1));
  }
  return added;
}

bool isIndex(std::string_view component) {
  return !component.empty() &&
         std::all_of(component.begin(), component.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace journeys::json
