#include "json/scanner.h"

#include <cstring>
#include <string_view>
#include <unordered_map>

#include "json/skimmer.h"
#include "json/text.h"
#include "json/time.h"

namespace journeys::json {
namespace {

using At = Skimmer::At;

/// A projection that asks for nothing, for values that are read whole.
const Projection& nothing() {
  static const Projection projection;
  return projection;
}

/// One pass over one value: skims its text and keeps what is needed of it. Positions are as in Skimmer.
class Scanner {
 public:
  Scanner(std::string_view text, const Projection& projection, Arena& arena, Keys keys = Keys::Normalised)
      : text_(text), projection_(projection), arena_(arena), keys_(keys) {}

  Scanned run(std::size_t offset, Projection::Place place, Need need) {
    Scanned result;
    Value* value = arena_.make();
    const At end = readValue(text_.space(text_.position(offset)), *value, place, need);
    if (end != nullptr) {
      result.value = value;
      result.end = text_.offset(end);
    } else {
      result.error = text_.error();
    }
    return result;
  }

 private:
  At readValue(At at, Value& value, Projection::Place place, Need need) {
    value.place = place;
    const At end = readAnyKind(at, value, place, need);
    if (end != nullptr && place != Projection::kNowhere && isTypeAskedFor(value, place, need))
      applyCast(value, projection_.castAt(place));
    return end;
  }

  At readAnyKind(At at, Value& value, Projection::Place place, Need need) {
    if (text_.isEnd(at)) return text_.failAtEnd();
    switch (*at) {
      case '"':
        value.kind = Kind::String;
        return readString(at, value.text);
      case '{':
        value.kind = Kind::Object;
        return readObject(at, value, place, need);
      case '[':
        value.kind = Kind::Array;
        return readArray(at, value, place, need);
      case 't':
      case 'f':
        value.kind = Kind::Boolean;
        value.boolean = *at == 't';
        return text_.word(at);
      case 'n':
        return text_.word(at);
      default:
        value.kind = Kind::Number;
        return readNumber(at, value.number);
    }
  }

  At readObject(At at, Value& object, Projection::Place place, Need need) {
    const bool cast = place != Projection::kNowhere && projection_.castAt(place) != Cast::None;
    const bool whole = need == Need::Whole || cast;
    if (!whole && (place == Projection::kNowhere || !projection_.hasChildren(place))) return text_.object(at);
    // Where no key that is asked for has a dot, it does not matter how the text writes one.
    const bool dots = keys_ == Keys::Normalised && (whole || projection_.hasDottedChildren(place));
    Value* last = nullptr;
    // A bit for each place, as far as there are bits: only where one comes twice a key can be repeated.
    std::uint64_t seen = 0;
    bool mayRepeat = false;
    const At end = text_.eachMember(at, [&](At value, std::string_view key, bool isPlain) {
      if (!isPlain) key = unescape(key, arena_);
      if (dots) key = normaliseKey(key, arena_);
      const Projection::Place child =
          place == Projection::kNowhere ? Projection::kNowhere : projection_.child(place, key);
      if (!whole && (child == Projection::kNowhere || !projection_.isNeeded(child))) return text_.value(value);
      const std::uint64_t bit = std::uint64_t{1} << ((child == Projection::kNowhere ? key.size() : child) & 63);
      mayRepeat = mayRepeat || (seen & bit) != 0;
      seen |= bit;
      Value* member = arena_.make();
      member->key = key;
      append(object, last, member);
      return readValue(value, *member, child, whole ? Need::Whole : projection_.needAt(child));
    });
    if (end != nullptr && mayRepeat) dropRepeatedKeys(object);
    return end;
  }

  At readArray(At at, Value& array, Projection::Place place, Need need) {
    const bool known = place != Projection::kNowhere;
    const bool whole = need == Need::Whole || (known && projection_.isIndexed(place));
    if (!whole && need == Need::Presence && !(known && projection_.hasChildren(place))) return text_.array(at);
    Value* last = nullptr;
    return text_.eachElement(at, [&](At value) {
      Value* element = arena_.make();
      append(array, last, element);
      if (!whole && !text_.isEnd(value) && *value == '[') {  // an array directly inside an array is not searched
        element->kind = Kind::Array;
        element->place = place;
        return text_.array(value);
      }
      return readValue(value, *element, place, whole ? Need::Whole : Need::Presence);
    });
  }

  At readString(At at, std::string_view& text) {
    const Skimmer::String string = text_.string(at);
    if (string.end == nullptr) return nullptr;
    text = string.content(at);
    if (!string.isPlain) text = unescape(text, arena_);
    return string.end;
  }

  At readNumber(At at, Number& number) {
    const At end = text_.number(at);
    if (end != nullptr) number = Number::parse({at, static_cast<std::size_t>(end - at)});
    return end;
  }

  /// Of members with the same key the last one counts, at the place of the first (ECMA-262, JSON.parse).
  static void dropRepeatedKeys(Value& object) {
    constexpr std::uint32_t kFew = 16;
    const bool isLarge = object.size > kFew;  // then comparing all with all takes too long
    std::unordered_map<std::string_view, Value*> byKey;
    const auto earlier = [&](Value& member) -> Value* {
      if (isLarge) {
        const auto [entry, isNew] = byKey.emplace(member.key, &member);
        return isNew ? nullptr : entry->second;
      }
      Value* other = object.first;
      while (other != &member && other->key != member.key) other = other->next;
      return other == &member ? nullptr : other;
    };
    Value* kept = nullptr;  // the last one
    for (Value* member = object.first; member != nullptr; member = member->next) {
      Value* const same = earlier(*member);
      if (same == nullptr) {
        kept = member;
        continue;
      }
      kept->next = member->next;
      Value* const rest = same->next;
      *same = *member;
      same->next = rest;
      --object.size;
    }
  }

  /// Extended JSON is always read as what it stands for; plain strings only where somebody wants them typed.
  bool isTypeAskedFor(const Value& value, Projection::Place place, Need need) const {
    return need == Need::Whole || value.kind == Kind::Object || projection_.isTyped(place);
  }

  static void applyCast(Value& value, Cast cast) {
    if (cast == Cast::None) return;
    // MongoDB's extended JSON, as mongoexport writes it: {"$oid": "..."}, {"$date": "..."}.
    const Value* source = &value;
    if (value.kind == Kind::Object && value.size == 1) {
      if (value.first->key == (cast == Cast::Date ? "$date" : "$oid")) source = value.first;
    }
    if (cast == Cast::ObjectId) {
      const auto id = source->kind == Kind::String ? ObjectId::parse(source->text) : std::nullopt;
      if (!id) return;
      value.kind = Kind::ObjectId;
      value.objectId = *id;
      value.text = source->text;
    } else {
      const auto milliseconds = dateOf(*source, source != &value);
      if (!milliseconds || *milliseconds < kFirstMillisecond || *milliseconds > kLastMillisecond) return;
      value.kind = Kind::Date;
      value.milliseconds = *milliseconds;
      value.text = source->text;
    }
  }

  static std::optional<std::int64_t> dateOf(const Value& source, bool extended) {
    if (source.kind == Kind::String) {
      const auto instant = parseInstant(source.text);
      return instant ? std::optional(toMilliseconds(*instant)) : std::nullopt;
    }
    if (!extended) return std::nullopt;
    if (source.kind == Kind::Number) return source.number.integer();
    const Value* number = source.find("$numberLong");
    if (number == nullptr || number->kind != Kind::String || !Number::isLiteral(number->text)) return std::nullopt;
    return Number::parse(number->text).integer();
  }

  Skimmer text_;
  const Projection& projection_;
  Arena& arena_;
  Keys keys_;
};

}  // namespace

bool isNarrow(const Value& value) {
  if (value.kind == Kind::Object && value.size > kMaxMembers) return false;
  for (const Value& child : value) {
    if (!isNarrow(child)) return false;
  }
  return true;
}

Scanned scan(std::string_view text, std::size_t offset, const Projection& projection, Projection::Place place,
             Arena& arena) {
  return Scanner(text, projection, arena).run(offset, place, projection.needAt(place));
}

Scanned read(std::string_view text, Arena& arena, Keys keys) {
  Scanned result = Scanner(text, nothing(), arena, keys).run(0, Projection::kNowhere, Need::Whole);
  if (!result) return result;
  while (result.end < text.size() && Skimmer::isSpace(text[result.end])) ++result.end;
  if (result.end < text.size()) {
    result.value = nullptr;
    result.error = {result.end, "something follows the value", false};
  }
  return result;
}

}  // namespace journeys::json
