#include "query/anchor.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "query/regex.h"

namespace journeys::query {

namespace {

using json::Kind;
using json::Need;
using json::Projection;
using json::Value;
using Form = AnchorKey::Form;

// A path with more readings than this (each number in it may be an index or a key) is not worth an anchor.
constexpr std::size_t kMaxPlaces = 4;

// Kinds of keys differ in how many records have them: most records have the verb, half of them `success: true`.
constexpr std::uint32_t kTextWeight = 1;
constexpr std::uint32_t kNumberWeight = 4;
constexpr std::uint32_t kBooleanWeight = 64;
constexpr std::uint32_t kPrefixWeight = 8;
constexpr std::uint32_t kPresenceWeight = 4096;

// Longer prefixes are cut here. Very short ones (`^http`) tell little more than that something is there.
constexpr std::size_t kLongPrefix = 255;
constexpr std::size_t kShortPrefix = 8;

constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // 2^64 divided by the golden ratio

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * kMultiplier;
  return hash ^ (hash >> 32U);
}

std::uint64_t mixBytes(std::uint64_t hash, const void* bytes, std::size_t size) {
  const auto* at = static_cast<const unsigned char*>(bytes);
  hash = mix(hash, size);
  std::uint64_t word = 0;
  for (; size >= sizeof word; at += sizeof word, size -= sizeof word) {
    std::memcpy(&word, at, sizeof word);
    hash = mix(hash, word);
  }
  word = 0;
  if (size > 0) std::memcpy(&word, at, size);
  return mix(hash, word);
}

std::uint32_t weightOf(const Value& scalar) {
  if (scalar.kind == Kind::Boolean) return kBooleanWeight;
  return scalar.kind == Kind::Number ? kNumberWeight : kTextWeight;
}

/// std::bit_cast, which the standard library of older Emscriptens does not have.
std::uint64_t bitsOf(double value) {
  std::uint64_t bits = 0;
  static_assert(sizeof bits == sizeof value);
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

AnchorKey prefixKey(Projection::Place place, std::string_view prefix) {
  prefix = prefix.substr(0, kLongPrefix);
  const std::uint32_t weight = prefix.size() < kShortPrefix ? kPresenceWeight / 2 : kPrefixWeight;
  return {hashPrefix(place, prefix), place, Form::Prefix, static_cast<std::uint8_t>(prefix.size()), weight};
}

}  // namespace

AnchorHash hashScalar(Projection::Place place, const Value& scalar) {
  const std::uint64_t start = mix(place, static_cast<std::uint64_t>(scalar.kind) + 1);
  switch (scalar.kind) {
    case Kind::Boolean:
      return mix(start, scalar.boolean ? 1 : 0);
    case Kind::Number: {
      // Equal numbers have equal nearest doubles; zero has two, NaN many.
      const double nearest = scalar.number.nearest();
      const double unique = nearest == 0 ? 0 : nearest;
      return mix(start, scalar.number.isNaN() ? ~std::uint64_t{0} : bitsOf(unique));
    }
    case Kind::String:
      return mixBytes(start, scalar.text.data(), scalar.text.size());
    case Kind::Date:
      return mix(start, static_cast<std::uint64_t>(scalar.milliseconds));
    case Kind::ObjectId:
      return mixBytes(start, scalar.objectId.bytes.data(), scalar.objectId.bytes.size());
    default:
      return start;
  }
}

AnchorHash hashPrefix(Projection::Place place, std::string_view prefix) {
  return mixBytes(mix(place, ~std::uint64_t{0}), prefix.data(), prefix.size());
}

AnchorHash hashPresence(Projection::Place place) { return mix(place, 0); }

// --- the two rounds ---

void AnchorFinder::count(const Expression& expression) { find(expression, {Projection::kRoot}); }

void AnchorFinder::finishCounting() {
  std::sort(counted_.begin(), counted_.end());
  counting_ = false;
}

Anchor AnchorFinder::choose(const Expression& expression) { return find(expression, {Projection::kRoot}); }

void AnchorFinder::add(Anchor& anchor, const AnchorKey& key) {
  anchor.kind = Anchor::Kind::Keys;
  anchor.keys.push_back(key);
  if (counting_) {
    counted_.push_back(key.hash);
    return;
  }
  const auto [first, last] = std::equal_range(counted_.begin(), counted_.end(), key.hash);
  anchor.cost += static_cast<std::uint64_t>(last - first) * key.weight;
}

// --- the anchors of nodes ---

// `bases` are the places where paths start: the root, or what a `$elemMatch` around is about.
struct AnchorFinder::Visitor {
  AnchorFinder& finder;
  const Places& bases;

  static Anchor any() { return {}; }
  static Anchor never() { return {Anchor::Kind::Never, {}, 0}; }

  Anchor operator()(const Always&) const { return any(); }
  Anchor operator()(const Never&) const { return never(); }
  Anchor operator()(const And& node) const { return finder.cheapest(node.children, bases); }
  Anchor operator()(const Or& node) const { return finder.together(node.children, bases); }
  Anchor operator()(const Nor&) const { return any(); }
  Anchor operator()(const Not&) const { return any(); }
  Anchor operator()(const Computed&) const { return any(); }

  Anchor operator()(const Equal& node) const {
    if (node.value->kind == Kind::Null) return any();  // "missing" meets it
    if (node.value->isContainer()) return somethingAt(node.path);
    return finder.values({&node.value, 1}, {}, node.path, bases);
  }

  Anchor operator()(const In& node) const {
    if (node.hasNull) return any();
    if (node.values.empty() && node.patterns.empty()) return never();
    return finder.values(node.values, node.patterns, node.path, bases);
  }

  Anchor operator()(const Ordered& node) const {
    return node.value->kind == Kind::Null ? any() : somethingAt(node.path);
  }

  Anchor operator()(const Match& node) const { return finder.values({}, {&node.pattern, 1}, node.path, bases); }

  Anchor operator()(const OfType& node) const { return node.types == 0 ? never() : somethingAt(node.path); }

  Anchor operator()(const ElemMatchObject& node) const {
    const Places places = finder.expand(bases, node.path);
    return orSomethingAt(places, finder.find(*node.query, places));
  }

  Anchor operator()(const ElemMatchValue& node) const {
    const Places places = finder.expand(bases, node.path);
    return orSomethingAt(places, finder.cheapest(node.tests, places));
  }

  // Exists, Mod, Bits, Size
  template <class Leaf>
  Anchor operator()(const Leaf& node) const {
    return somethingAt(node.path);
  }

  Anchor somethingAt(const Path& path) const { return finder.presence(finder.expand(bases, path)); }

  // Nothing is known of the element, but the array has to be there.
  Anchor orSomethingAt(const Places& places, Anchor inner) const {
    if (inner.kind == Anchor::Kind::Any) inner = finder.presence(places);
    return inner;
  }
};

// No bases: there were too many.
Anchor AnchorFinder::find(const Expression& expression, const Places& bases) {
  return bases.empty() ? Anchor{} : std::visit(Visitor{*this, bases}, expression.node);
}

// All have to hold, so the anchor of any one serves.
Anchor AnchorFinder::cheapest(const std::vector<Expression>& children, const Places& bases) {
  Anchor best;
  for (const Expression& child : children) {
    Anchor anchor = find(child, bases);
    if (anchor.kind == Anchor::Kind::Never) return anchor;
    if (anchor.kind == Anchor::Kind::Any) continue;
    if (best.kind == Anchor::Kind::Any || anchor.cost < best.cost) best = std::move(anchor);
  }
  return best;
}

// One has to hold, so the anchors of all are needed, of those that can hold at all.
Anchor AnchorFinder::together(const std::vector<Expression>& children, const Places& bases) {
  Anchor all = Visitor::never();
  for (const Expression& child : children) {
    Anchor anchor = find(child, bases);
    if (anchor.kind == Anchor::Kind::Any) return anchor;
    if (anchor.kind == Anchor::Kind::Never) continue;
    all.kind = Anchor::Kind::Keys;
    all.keys.insert(all.keys.end(), anchor.keys.begin(), anchor.keys.end());
    all.cost += anchor.cost;
  }
  return all;
}

// One of the values, or a string that one of the patterns meets.
Anchor AnchorFinder::values(std::span<const Value* const> values,
                            std::span<const std::shared_ptr<const Regex>> patterns, const Path& path,
                            const Places& bases) {
  const Places places = expand(bases, path);
  const bool vague = std::any_of(values.begin(), values.end(), [](const Value* v) { return v->isContainer(); }) ||
                     std::any_of(patterns.begin(), patterns.end(), [](const auto& p) { return p->prefix().empty(); });
  if (vague) return presence(places);
  Anchor anchor;
  for (const Projection::Place place : places) {
    projection_.need({}, Need::Elements, place);
    for (const Value* value : values)
      add(anchor, {hashScalar(place, *value), place, Form::Scalar, 0, weightOf(*value)});
    for (const std::shared_ptr<const Regex>& pattern : patterns) add(anchor, prefixKey(place, pattern->prefix()));
  }
  return anchor;
}

Anchor AnchorFinder::presence(const Places& places) {
  Anchor anchor;
  for (const Projection::Place place : places) {
    add(anchor, {hashPresence(place), place, Form::Presence, 0, kPresenceWeight});
  }
  return anchor;
}

// The places where the values that a path offers can stand. A number that is an index leads nowhere: arrays are
// transparent to a projection, so an element stands where its array does. None if there would be too many.
AnchorFinder::Places AnchorFinder::expand(const Places& bases, const Path& path) {
  Places places = bases;
  for (const std::string& component : path.components()) {
    Places next;
    for (const Projection::Place place : places) {
      if (json::isIndex(component)) next.push_back(place);
      next.push_back(projection_.need({&component, 1}, Need::Presence, place));
    }
    if (next.size() > kMaxPlaces) return {};
    places = std::move(next);
  }
  return places;
}

}  // namespace journeys::query
