// Fuzz target (libFuzzer): the scanner beside nlohmann/json, which shares no code with it.
//
// Whatever the bytes: both accept them or neither does; what both accept has the same value; and what is read under
// a projection is the part of the whole that the projection asks for, in the same order, each value at its place.
//
// The two differ deliberately in four ways, and such inputs are passed over: the scanner refuses nesting beyond
// kMaxDepth; nlohmann/json refuses numbers beyond a double, skips a byte order mark, and takes a NUL for the end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "json/scanner.h"

namespace {

using journeys::json::Arena;
using journeys::json::Keys;
using journeys::json::Kind;
using journeys::json::Need;
using journeys::json::Projection;
using journeys::json::Scanned;
using journeys::json::Value;
using Json = nlohmann::json;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

// nlohmann/json's verdict, with the reason where it is its own.
class Verdict : public nlohmann::detail::json_sax_acceptor<Json> {
 public:
  static constexpr int kOutOfRange = 406;
  bool outOfRange = false;
  bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
    outOfRange = error.id == kOutOfRange;
    return false;
  }
};

// --- the whole value ---

bool same(const Value& ours, const Json& theirs) {
  switch (ours.kind) {
    case Kind::Null:
      return theirs.is_null();
    case Kind::Boolean:
      return theirs.is_boolean() && theirs.get<bool>() == ours.boolean;
    case Kind::Number: {
      if (!theirs.is_number()) return false;
      const auto whole = ours.number.integer();
      if (theirs.is_number_float() || (theirs.is_number_unsigned() && theirs.get<std::uint64_t>() > INT64_MAX)) {
        return ours.number.nearest() == theirs.get<double>();
      }
      return whole && *whole == theirs.get<std::int64_t>();
    }
    case Kind::String:
      return theirs.is_string() && theirs.get_ref<const std::string&>() == ours.text;
    case Kind::Array: {
      if (!theirs.is_array() || theirs.size() != ours.size) return false;
      std::size_t index = 0;
      for (const Value& element : ours) {
        if (!same(element, theirs[index++])) return false;
      }
      return true;
    }
    case Kind::Object: {
      if (!theirs.is_object() || theirs.size() != ours.size) return false;  // of repeated keys the last counts
      for (const Value& member : ours) {
        const auto found = theirs.find(std::string(member.key));
        if (found == theirs.end() || !same(member, *found)) return false;
      }
      return true;
    }
    default:
      return false;  // nothing was cast
  }
}

// --- a part of it ---

// Asks for some of the paths that the document has, with some needs, as the random bits say.
class Chooser {
 public:
  Chooser(Projection& projection, std::uint64_t seed) : projection_(projection), state_(seed | 1U) {}

  void choose(const Value& value, Projection::Place place) {
    if (!value.isContainer()) return;
    for (const Value& child : value) {
      if (next() % 3 == 0) continue;
      Projection::Place below = place;
      if (value.kind == Kind::Object) {
        const std::string key(child.key);
        below = projection_.need({&key, 1}, static_cast<Need>(next() % 3), place);
      } else if (next() % 5 == 0) {
        const std::string index = std::to_string(next() % 3);
        projection_.need({&index, 1}, Need::Presence, place);
      }
      choose(child, below);
    }
  }

 private:
  std::uint64_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_ >> 3U;
  }

  Projection& projection_;
  std::uint64_t state_;
};

// Whether `part` is what the projection, at `place`, asks for of `whole` (json/projection.h, Need).
class PartCheck {
 public:
  explicit PartCheck(const Projection& projection) : projection_(projection) {}

  bool isPart(const Value& part, const Value& whole, Projection::Place place, Need need) const {
    if (part.kind != whole.kind || part.place != place) return false;
    switch (whole.kind) {
      case Kind::Object:
        return isPartOfObject(part, whole, place, need);
      case Kind::Array:
        return isPartOfArray(part, whole, place, need);
      case Kind::Boolean:
        return part.boolean == whole.boolean;
      case Kind::Number:
        return part.number == whole.number;
      default:
        return part.text == whole.text;
    }
  }

 private:
  bool known(Projection::Place place) const { return place != Projection::kNowhere; }

  bool isPartOfObject(const Value& part, const Value& whole, Projection::Place place, Need need) const {
    const Value* read = part.first;
    for (const Value& member : whole) {
      const Projection::Place child = known(place) ? projection_.child(place, member.key) : Projection::kNowhere;
      if (need != Need::Whole && !known(child)) continue;
      const Need below = need == Need::Whole ? Need::Whole : projection_.needAt(child);
      if (read == nullptr || read->key != member.key || !isPart(*read, member, child, below)) return false;
      read = read->next;
    }
    return read == nullptr;
  }

  bool isPartOfArray(const Value& part, const Value& whole, Projection::Place place, Need need) const {
    const bool all = need == Need::Whole || (known(place) && projection_.isIndexed(place));
    if (!all && need == Need::Presence && !(known(place) && projection_.hasChildren(place))) return part.size == 0;
    if (part.size != whole.size) return false;
    const Value* read = part.first;
    for (const Value& element : whole) {
      const bool onlyKind = !all && element.kind == Kind::Array;
      const bool good = onlyKind ? read->kind == Kind::Array && read->first == nullptr
                                 : isPart(*read, element, place, all ? Need::Whole : Need::Presence);
      if (!good) return false;
      read = read->next;
    }
    return true;
  }

  const Projection& projection_;
};

std::uint64_t hashOf(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  return hash;
}

void checkPart(std::string_view text, const Value& whole) {
  Projection projection;
  Chooser(projection, hashOf(text)).choose(whole, Projection::kRoot);
  Arena arena;
  const Scanned part = journeys::json::scan(text, 0, projection, Projection::kRoot, arena);
  require(static_cast<bool>(part), "what is read whole is read in part");
  require(PartCheck(projection).isPart(*part.value, whole, Projection::kRoot, projection.needAt(Projection::kRoot)),
          "a part is what the projection asks for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const Scanned ours = journeys::json::read(text, arena, Keys::AsWritten);
  require(ours || ours.error.offset <= size, "an error lies within the text");
  require(ours || ours.error.message[0] != '\0', "an error has a message");

  Projection nothing;
  Arena skippedArena;
  const Scanned skipped = journeys::json::scan(text, 0, nothing, Projection::kRoot, skippedArena);
  require(!ours || skipped, "what is skipped is validated as what is read");

  const bool isOwnCase = text.find('\0') != std::string_view::npos || text.starts_with("\xEF\xBB\xBF") ||
                         (!ours && std::string_view(ours.error.message) == "nested too deeply");
  if (isOwnCase) return 0;
  Verdict verdict;
  const bool theirs = Json::sax_parse(text.begin(), text.end(), &verdict);
  if (verdict.outOfRange) return 0;
  require(static_cast<bool>(ours) == theirs, "both accept the text, or neither does");
  if (!ours) return 0;
  require(same(*ours.value, Json::parse(text.begin(), text.end())), "both read the same value");

  Arena normalisedArena;
  const Scanned normalised = journeys::json::read(text, normalisedArena);
  require(static_cast<bool>(normalised), "keys decide nothing");
  checkPart(text, *normalised.value);
  return 0;
}
