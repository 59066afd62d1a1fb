#include "json/scanner.h"

#include <cstring>
#include <string_view>
#include <unordered_map>

#include "json/simd.h"
#include "json/text.h"
#include "json/time.h"

namespace journeys::json {
namespace {

/// A projection that asks for nothing, for values that are read whole.
const Projection& nothing() {
  static const Projection projection;
  return projection;
}

bool isSpace(char c) {
  return static_cast<unsigned char>(c) <= ' ' &&
         (c == ' ' || c == '\n' || c == '\r' || c == '\t');  // mostly it is none
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// One pass over one value. `at_` only moves forward; the first error ends the pass.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t offset, const Projection& projection, Arena& arena,
          Keys keys = Keys::Normalised)
      : begin_(text.data()),
        at_(text.data() + offset),
        end_(text.data() + text.size()),
        projection_(projection),
        arena_(arena),
        keys_(keys) {}

  Scanned run(Projection::Place place, Need need) {
    skipSpace();
    Scanned result;
    Value* value = arena_.make();
    if (readValue(*value, place, need)) {
      result.value = value;
      result.end = static_cast<std::size_t>(at_ - begin_);
    } else {
      result.error = error_;
    }
    return result;
  }

 private:
  // ---- values that are needed

  bool readValue(Value& value, Projection::Place place, Need need) {
    if (at_ == end_) return failAtEnd();
    value.place = place;
    switch (*at_) {
      case '"':
        value.kind = Kind::String;
        if (!readString(value.text)) return false;
        break;
      case '{':
        value.kind = Kind::Object;
        if (!readObject(value, place, need)) return false;
        break;
      case '[':
        value.kind = Kind::Array;
        if (!readArray(value, place, need)) return false;
        break;
      case 't':
      case 'f':
        value.kind = Kind::Boolean;
        value.boolean = *at_ == 't';
        return skipWord();
      case 'n':
        return skipWord();
      default: {
        const char* start = at_;
        if (!skipNumber()) return false;
        value.kind = Kind::Number;
        value.number = Number::parse({start, static_cast<std::size_t>(at_ - start)});
      }
    }
    if (place != Projection::kNowhere && isTypeAskedFor(value, place, need))
      applyCast(value, projection_.castAt(place));
    return true;
  }

  bool readObject(Value& object, Projection::Place place, Need need) {
    const bool cast = place != Projection::kNowhere && projection_.castAt(place) != Cast::None;
    const bool whole = need == Need::Whole || cast;
    if (!whole && (place == Projection::kNowhere || !projection_.hasChildren(place))) return skipObject();
    // Where no key that is asked for has a dot, it does not matter how the text writes one.
    const bool dots = keys_ == Keys::Normalised && (whole || projection_.hasDottedChildren(place));
    Value* last = nullptr;
    // A bit for each place, as far as there are bits: only where one comes twice a key can be repeated.
    std::uint64_t seen = 0;
    bool mayRepeat = false;
    const bool read = eachMember([&](std::string_view key, bool escaped) {
      if (escaped) key = unescape(key, arena_);
      if (dots) key = normaliseKey(key, arena_);
      const Projection::Place child =
          place == Projection::kNowhere ? Projection::kNowhere : projection_.child(place, key);
      if (!whole && (child == Projection::kNowhere || !projection_.isNeeded(child))) return skipValue();
      const std::uint64_t bit = std::uint64_t{1} << ((child == Projection::kNowhere ? key.size() : child) & 63);
      mayRepeat = mayRepeat || (seen & bit) != 0;
      seen |= bit;
      Value* member = arena_.make();
      member->key = key;
      append(object, last, member);
      return readValue(*member, child, whole ? Need::Whole : projection_.needAt(child));
    });
    if (read && mayRepeat) dropRepeatedKeys(object);
    return read;
  }

  bool readArray(Value& array, Projection::Place place, Need need) {
    const bool known = place != Projection::kNowhere;
    const bool whole = need == Need::Whole || (known && projection_.isIndexed(place));
    if (!whole && need == Need::Presence && !(known && projection_.hasChildren(place))) return skipArray();
    Value* last = nullptr;
    return eachElement([&] {
      Value* element = arena_.make();
      append(array, last, element);
      if (!whole && at_ < end_ && *at_ == '[') {  // an array directly inside an array is not searched
        element->kind = Kind::Array;
        element->place = place;
        return skipArray();
      }
      return readValue(*element, place, whole ? Need::Whole : Need::Presence);
    });
  }

  bool readString(std::string_view& text) {
    bool escaped = false;
    if (!skipString(text, escaped)) return false;
    if (escaped) text = unescape(text, arena_);
    return true;
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

  // ---- values that are not: validated all the same

  bool skipValue() {
    if (at_ == end_) return failAtEnd();
    switch (*at_) {
      case '"': {
        std::string_view content;
        bool escaped = false;
        return skipString(content, escaped);
      }
      case '{':
        return skipObject();
      case '[':
        return skipArray();
      case 't':
      case 'f':
      case 'n':
        return skipWord();
      default:
        return skipNumber();
    }
  }

  bool skipObject() {
    return eachMember([this](std::string_view, bool) { return skipValue(); });
  }

  bool skipArray() {
    return eachElement([this] { return skipValue(); });
  }

  bool skipString(std::string_view& content, bool& escaped) {
    const char* start = ++at_;
    const char* plainEnd = start;
    while (end_ - plainEnd >= static_cast<std::ptrdiff_t>(kBlock)) {  // most strings are plain to their end
      const std::size_t plain = plainStringBytes(plainEnd);
      plainEnd += plain;
      if (plain == kBlock) continue;
      if (*plainEnd != '"') break;
      content = {start, static_cast<std::size_t>(plainEnd - start)};
      at_ = plainEnd + 1;
      return true;
    }
    const StringEnd found = findStringEnd(plainEnd, end_);
    if (found.quote == nullptr) return failInString(found);
    content = {start, static_cast<std::size_t>(found.quote - start)};
    escaped = found.escaped;
    at_ = found.quote + 1;
    return true;
  }

  bool skipWord() {
    const std::string_view word = *at_ == 't' ? "true" : (*at_ == 'f' ? "false" : "null");
    for (const char c : word) {
      if (at_ == end_) return failAtEnd();
      if (*at_ != c) return fail("not a JSON value");
      ++at_;
    }
    return true;
  }

  bool skipNumber() {
    if (*at_ == '-') ++at_;
    if (at_ < end_ && *at_ == '0') {
      ++at_;
    } else if (!skipDigits("not a JSON value")) {
      return false;
    }
    if (at_ < end_ && *at_ == '.') {
      ++at_;
      if (!skipDigits("a digit must follow the point")) return false;
    }
    if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
      ++at_;
      if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
      if (!skipDigits("a digit must follow the e")) return false;
    }
    return true;
  }

  bool skipDigits(const char* message) {
    if (at_ == end_) return failAtEnd();
    if (!isDigit(*at_)) return fail(message);
    while (at_ < end_ && isDigit(*at_)) ++at_;
    return true;
  }

  // ---- structure

  /// Calls `member(key, escaped)` with the cursor on each value; it moves the cursor behind it.
  template <class Member>
  bool eachMember(Member member) {
    if (!enter()) return false;
    if (closes('}')) return true;
    while (true) {
      if (at_ == end_) return failAtEnd();
      if (*at_ != '"') return fail("a key must be a string");
      std::string_view key;
      bool escaped = false;
      if (!skipString(key, escaped)) return false;
      skipSpace();
      if (at_ == end_) return failAtEnd();
      if (*at_ != ':') return fail("a colon must follow the key");
      ++at_;
      skipSpace();
      if (!member(key, escaped)) return false;
      if (closes('}')) return true;
      if (!nextItem("a comma or } must follow the member")) return false;
    }
  }

  /// Calls `element()` with the cursor on each value; it moves the cursor behind it.
  template <class Element>
  bool eachElement(Element element) {
    if (!enter()) return false;
    if (closes(']')) return true;
    while (true) {
      if (!element()) return false;
      if (closes(']')) return true;
      if (!nextItem("a comma or ] must follow the element")) return false;
    }
  }

  bool enter() {
    if (++depth_ > kMaxDepth) return fail("nested too deeply");
    ++at_;
    return true;
  }

  bool closes(char bracket) {
    skipSpace();
    if (at_ == end_ || *at_ != bracket) return false;
    ++at_;
    --depth_;
    return true;
  }

  bool nextItem(const char* message) {
    if (at_ == end_) return failAtEnd();
    if (*at_ != ',') return fail(message);
    ++at_;
    skipSpace();
    return true;
  }

  void skipSpace() {
    while (at_ < end_ && isSpace(*at_)) ++at_;
  }

  // ---- errors

  bool fail(const char* message) {
    error_ = {static_cast<std::size_t>(at_ - begin_), message, false};
    return false;
  }

  bool failAtEnd() {
    error_ = {static_cast<std::size_t>(end_ - begin_), "the text ends within a value", true};
    return false;
  }

  bool failInString(const StringEnd& found) {
    // The bytes that make up a character or an escape may just not be there yet.
    constexpr std::ptrdiff_t kLongestUnit = 12;
    error_ = {static_cast<std::size_t>(found.errorAt - begin_), found.message, end_ - found.errorAt < kLongestUnit};
    return false;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  const Projection& projection_;
  Arena& arena_;
  Keys keys_;
  int depth_ = 0;
  ScanError error_;
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
  return Scanner(text, offset, projection, arena).run(place, projection.needAt(place));
}

Scanned read(std::string_view text, Arena& arena, Keys keys) {
  Scanned result = Scanner(text, 0, nothing(), arena, keys).run(Projection::kNowhere, Need::Whole);
  if (!result) return result;
  while (result.end < text.size() && isSpace(text[result.end])) ++result.end;
  if (result.end < text.size()) {
    result.value = nullptr;
    result.error = {result.end, "something follows the value", false};
  }
  return result;
}

}  // namespace journeys::json
