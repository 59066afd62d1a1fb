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

/// a == b, eight bytes at a time and without a call: keys and texts are compared at every step, and the standard
/// library's comparison in WebAssembly goes byte by byte.
inline bool isSameText(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  const auto isSameWord = [&](std::size_t at) {
    std::uint64_t wordA = 0;
    std::uint64_t wordB = 0;
    std::memcpy(&wordA, a.data() + at, kWord);
    std::memcpy(&wordB, b.data() + at, kWord);
    return wordA == wordB;
  };
  if (a.size() < kWord) return std::equal(a.begin(), a.end(), b.begin());
  for (std::size_t at = 0; at + kWord <= a.size(); at += kWord) {
    if (!isSameWord(at)) return false;
  }
  return isSameWord(a.size() - kWord);  // the rest, and some bytes again
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
  const Value* find(std::string_view name) const;

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
};

/// Owns values and unescaped strings; addresses stay valid until clear() or destruction. clear() keeps the
/// memory, so that reading statement after statement allocates nothing.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  /// A fresh null value.
  Value* make();
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
    Item* take(std::size_t count);
    void clear() {
      if (blocks_.size() > kKept) blocks_.resize(kKept);  // one large document need not cost memory for ever
      block_ = used_ = 0;
    }

   private:
    static constexpr std::size_t kKept = 64;
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
