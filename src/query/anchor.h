// What a record has to contain for a condition to be worth trying: its anchor (design/matching.md).
//
// An anchor never lies by leaving out: whenever the condition holds, the record has one of the anchor's keys. It may
// well lie the other way, as the whole condition is tried on every candidate. So arrays are transparent, keys are
// hashes whose collisions nobody minds, and a range is just "something stands there".
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "json/projection.h"
#include "json/value.h"
#include "query/expression.h"

namespace journeys::query {

/// What identifies a key: a place of the projection, with a scalar that stands at it, with the first bytes of a
/// string that does, or with anything.
using AnchorHash = std::uint64_t;

/// For null, boolean, number, string, date and ObjectId. Equal values have equal hashes.
AnchorHash hashScalar(json::Projection::Place place, const json::Value& scalar);
AnchorHash hashPrefix(json::Projection::Place place, std::string_view prefix);
AnchorHash hashPresence(json::Projection::Place place);

struct AnchorKey {
  enum class Form : std::uint8_t { Scalar, Prefix, Presence };

  AnchorHash hash = 0;
  json::Projection::Place place = 0;
  Form form = Form::Scalar;
  std::uint8_t prefixSize = 0;
  std::uint32_t weight = 1;  // how common it is among records, roughly; see anchor.cpp
};

struct Anchor {
  enum class Kind : std::uint8_t {
    Any,    // nothing is known: try the condition on every record
    Never,  // no record meets the condition
    Keys,   // try it on records that have one of the keys
  };
  Kind kind = Kind::Any;
  std::vector<AnchorKey> keys;
  std::uint64_t cost = 0;
};

/// Finds the anchors of many conditions in two rounds: the first counts in how many of them each key could serve,
/// the second chooses for each the keys that fewest others share.
class AnchorFinder {
 public:
  /// Paths that keys stand at are added to the projection, so that values read under it have the keys' places.
  explicit AnchorFinder(json::Projection& projection) : projection_(projection) {}

  void count(const Expression& expression);
  /// Between the rounds.
  void finishCounting();
  Anchor choose(const Expression& expression);

 private:
  using Places = std::vector<json::Projection::Place>;
  struct Visitor;

  Anchor find(const Expression& expression, const Places& bases);
  Anchor cheapest(const std::vector<Expression>& children, const Places& bases);
  Anchor together(const std::vector<Expression>& children, const Places& bases);
  Anchor values(std::span<const json::Value* const> values, std::span<const std::shared_ptr<const Regex>> patterns,
                const Path& path, const Places& bases);
  Anchor presence(const Places& places);
  Places expand(const Places& bases, const Path& path);
  void add(Anchor& anchor, const AnchorKey& key);

  json::Projection& projection_;
  std::vector<AnchorHash> counted_;
  bool counting_ = true;
};

}  // namespace journeys::query
