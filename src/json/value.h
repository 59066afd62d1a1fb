// The values that a condition sees and the arena they live in. A Value is one node of a tree that the
// scanner builds from JSON text; strings point into that text (or, where they held escapes, into the arena).
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/number.h"

namespace journeys::json {

/// As many bytes as a Word has, as one number.
template <class Word>
[[gnu::always_inline]] inline std::uint64_t readWord(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof(Word));
  return word;
}

/// The first bytes of a text as one number, of at most eight: with its size they are all of a short text, and nearly
/// always enough to tell longer ones apart.
[[gnu::always_inline]] inline std::uint64_t headOf(std::string_view text) {
  const char* const at = text.data();
  const std::size_t size = text.size();
  if (size >= 8) return readWord<std::uint64_t>(at);
  if (size >= 4) return readWord<std::uint32_t>(at) << 32 | readWord<std::uint32_t>(at + size - 4);  // some bytes twice
  if (size >= 2) return readWord<std::uint16_t>(at) << 16 | readWord<std::uint16_t>(at + size - 2);
  return size == 0 ? 0 : static_cast<unsigned char>(*at);
}

/// Whether two texts of the same size and head are the same, eight bytes at a time and without a call: the standard
/// library's comparison in WebAssembly goes byte by byte.
[[gnu::always_inline]] inline bool isSameRest(std::string_view a, std::string_view b) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (a.size() <= kWord) return true;
  const auto isSameWord = [&](std::size_t at) {
    return readWord<std::uint64_t>(a.data() + at) == readWord<std::uint64_t>(b.data() + at);
  };
  for (std::size_t at = kWord; at + kWord < a.size(); at += kWord) {
    if (!isSameWord(at)) return false;
  }
  return isSameWord(a.size() - kWord);  // what is left, and some bytes again
}

/// a == b, quickly: keys and texts are compared at every step.
[[gnu::always_inline]] inline bool isSameText(std::string_view a, std::string_view b) {
  return a.size() == b.size() && headOf(a) == headOf(b) && isSameRest(a, b);
}

/// The type brackets of MongoDB that a statement record can hold (contract/queries.md, Documents).
enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object, Date, ObjectId };

/// The twelve bytes of a MongoDB ObjectId; ordered as its hexadecimal form.
struct ObjectId {
  std::array<std::uint8_t, 12> bytes{};

  /// Reads 24 hexadecimal digits of either case; nothing else is an ObjectId.
  static std::optional<ObjectId> parse(std::string_view hex);
  std::string hex() const;

  friend bool operator==(const ObjectId&, const ObjectId&) = default;
  // Written out: the standard library of older Emscriptens does not order std::array.
  friend std::strong_ordering operator<=>(const ObjectId& a, const ObjectId& b) {
    return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) <=> 0;
  }
};

/// One JSON value. Children are a singly linked list in document order.
struct Value {
  Kind kind = Kind::Null;
  bool boolean = false;           // Boolean
  std::uint32_t place = 0;        // the projection's node that this value stands at (Projection::kNowhere: none)
  std::uint32_t size = 0;         // number of children
  std::string_view key;           // within an object; `&46;` is already a dot
  std::string_view text;          // String: unescaped UTF-8
  Number number;                  // Number
  std::int64_t milliseconds = 0;  // Date: since 1970-01-01T00:00:00Z
  ObjectId objectId;              // ObjectId
  Value* first = nullptr;
  Value* next = nullptr;

  bool isContainer() const { return kind == Kind::Array || kind == Kind::Object; }

  /// The member with that key, or null. An object's keys are unique: of duplicates in the text the last one
  /// counts, as with JSON.parse.
  [[gnu::always_inline]] const Value* find(std::string_view name) const { return findMember(name.data(), name.size()); }

  class Iterator {
   public:
    explicit Iterator(const Value* at) : at_(at) {}
    const Value& operator*() const { return *at_; }
    Iterator& operator++() {
      at_ = at_->next;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Value* at_;
  };
  Iterator begin() const { return Iterator(first); }
  Iterator end() const { return Iterator(nullptr); }

 private:
  /// In WebAssembly a view as an argument goes through memory, written in two halves and read back as one, for which a
  /// processor has to wait.
  const Value* findMember(const char* data, std::size_t length) const;
};

/// Owns values and unescaped strings; addresses stay valid until clear() or destruction. clear() keeps the
/// memory, so that reading statement after statement allocates nothing.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  /// A fresh null value.
  Value* make() {
    Value* const value = values_.take(1);
    // Not `*value = Value{}`: what the kind says is not there need not be wiped, statement after statement.
    value->kind = Kind::Null;
    value->boolean = false;
    value->place = 0;
    value->size = 0;
    value->key = {};
    value->text = {};
    value->first = nullptr;
    value->next = nullptr;
    return value;
  }
  /// A copy of the text that lives as long as the arena's contents.
  std::string_view keep(std::string_view text);
  /// Room for `size` bytes of text, to be filled at once by the caller.
  char* reserve(std::size_t size);
  void clear();

 private:
  /// Blocks of a kind, each twice as large as the one before up to a bound: a small document costs little memory, a
  /// large one few allocations.
  template <class Item>
  class Blocks {
   public:
    Blocks(std::size_t first, std::size_t largest) : nextSize_(first), largest_(largest) {}
    /// Room for so many items behind one another, of whatever content.
    Item* take(std::size_t count) {
      if (block_ >= blocks_.size() || blocks_[block_].size - used_ < count) turnTo(count);
      Item* const room = blocks_[block_].items.get() + used_;
      used_ += count;
      return room;
    }
    void clear() {
      if (blocks_.size() > kKept) blocks_.resize(kKept);  // one large document need not cost memory for ever
      block_ = used_ = 0;
    }

   private:
    static constexpr std::size_t kKept = 64;
    /// To the next block that has so much room.
    void turnTo(std::size_t count);

    struct Block {
      std::unique_ptr<Item[]> items;
      std::size_t size;
    };
    std::vector<Block> blocks_;
    std::size_t block_ = 0;  // the one in use
    std::size_t used_ = 0;   // of its items
    std::size_t nextSize_;
    std::size_t largest_;
  };

  Blocks<Value> values_{8, 256};
  Blocks<char> texts_{64, 16 * 1024};
};

/// Appends a child to a container under construction; `last` is the caller's cursor on its last child.
inline void append(Value& container, Value*& last, Value* child) {
  (last == nullptr ? container.first : last->next) = child;
  last = child;
  ++container.size;
}

}  // namespace journeys::json
