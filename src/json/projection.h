// Which parts of a document somebody needs: a trie of paths, filled by the conditions that are loaded and
// followed by the scanner, which skips (but still validates) everything else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"

namespace journeys::json {

/// How much of the value at a path is needed. Each need includes the ones before it.
enum class Need : std::uint8_t {
  Presence,  // that it is there, and of which kind; what lies below is needed only where a longer path says so
  Elements,  // the scalar, or of an array its elements, of which containers are only known by their kind
  Whole,     // the value with everything in it
};

/// Values that have a type by their place and not by their JSON form (contract/queries.md, Documents).
enum class Cast : std::uint8_t { None, Date, ObjectId };

class Projection {
 public:
  using Place = std::uint32_t;
  static constexpr Place kRoot = 0;
  static constexpr Place kNowhere = 0xFFFFFFFF;

  Projection();

  /// Asks for a path, from `base` on; arrays on the way are transparent, so a component names a member of an
  /// object or of the objects in an array. A component of digits may also be an index: an array above it is
  /// then read whole.
  Place need(std::span<const std::string> path, Need need, Place base = kRoot);

  /// The same for callers who want scalars only, and to whom strings will do at typed places: typing takes time.
  void needText(std::span<const std::string> path);

  /// Asks that scalars at a path be typed where need() asks for them; what does not parse as such stays as it is. MongoDB's
  /// extended JSON forms, {"$date": ...} and {"$oid": ...}, are read there too. It is no need: nothing is read for it.
  void cast(std::span<const std::string> path, Cast cast);

  /// The place of a member, or kNowhere.
  [[gnu::always_inline]] Place child(Place place, std::string_view key) const {
    const Node& node = nodes_[place];
    if ((node.sizes >> (key.size() & 63) & 1) == 0) return kNowhere;  // most members interest nobody
    const std::uint64_t head = headOf(key);
    const std::size_t mask = node.slots.size() - 1;
    for (std::size_t slot = hashOf(key, head) & mask; node.slots[slot] != 0; slot = (slot + 1) & mask) {
      const Child& child = node.children[node.slots[slot] - 1];
      if (child.head == head && child.size == key.size() && isSameRest(child.key, key)) return child.place;
    }
    return kNowhere;
  }
  /// Whether some member's key has a dot in it, so that a key in the text may be another writing of it.
  bool hasDottedChildren(Place place) const { return nodes_[place].dotted; }

  /// Whether the value at a place, or something below it, is needed.
  bool isNeeded(Place place) const { return nodes_[place].needed; }
  Need needAt(Place place) const { return nodes_[place].need; }
  Cast castAt(Place place) const { return nodes_[place].cast; }
  bool isTyped(Place place) const { return nodes_[place].typed; }
  /// Whether a path goes on from here by a number, so that an array's elements are told apart by index.
  bool isIndexed(Place place) const { return nodes_[place].indexed; }
  bool hasChildren(Place place) const { return !nodes_[place].children.empty(); }
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Child {
    std::uint64_t head;  // headOf(key)
    std::size_t size;    // of the key
    Place place;
    std::string key;
  };
  struct Node {
    Need need = Need::Presence;
    Cast cast = Cast::None;
    bool needed = false;
    bool typed = false;
    bool indexed = false;
    bool dotted = false;
    std::uint64_t sizes = 0;  // a bit for each size of a child's key, modulo 64; none where there are no slots
    std::vector<Child> children;
    std::vector<std::uint32_t> slots;  // open addressing by hashOf(): a child's number + 1, or 0
  };

  /// Of the size and of the first, the last and the middle eight bytes: keys are short, and asked for at every member
  /// of a statement.
  [[gnu::always_inline]] static std::size_t hashOf(std::string_view key, std::uint64_t head) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    const auto wordAt = [&](std::size_t at) { return readWord<std::uint64_t>(key.data() + at); };
    std::uint64_t hash = head ^ key.size();
    if (key.size() > kWord) hash = (hash * kOdd) ^ wordAt(key.size() - kWord);
    if (key.size() > kWord * 2) hash = (hash * kOdd) ^ wordAt((key.size() - kWord) / 2);
    return static_cast<std::size_t>((hash * kOdd) >> 32);
  }
  static void index(Node& node);
  static void enter(Node& node, std::uint32_t number);
  Place reach(std::span<const std::string> path, Place base);
  Place addChild(Place place, const std::string& key);

  std::vector<Node> nodes_;
};

/// Whether a path component consists of digits only, and so may be an index (MongoDB manual, "Dot Notation").
bool isIndex(std::string_view component);

}  // namespace journeys::json
