// Paths of a query, and the values of a record that a path *offers* to a condition. All of MongoDB's array rules
// live here and nowhere else (MongoDB manual, "Query an Array", "Dot Notation"; contract/queries.md, Paths).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"

namespace journeys::query {

/// A path such as `statement.context.extensions.http://example&46;com/x`. Immutable.
///
/// The path without components is that of an operator inside the value form of `$elemMatch`: it offers the
/// element it is applied to, as it is.
class Path {
 public:
  /// More components than this cannot lead anywhere, and are refused (contract/queries.md, Limits).
  static constexpr std::size_t kMaxComponents = 100;
  /// Each number in a path may mean an index or a key, so each may double the work: more are refused.
  static constexpr std::size_t kMaxNumbers = 10;
  static constexpr std::uint32_t kNoIndex = std::numeric_limits<std::uint32_t>::max();

  Path() = default;

  /// Splits at the dots; then `&46;` becomes a dot. The empty text is one component, the empty key.
  static Path parse(std::string_view dotted);

  bool empty() const { return components_.empty(); }
  std::size_t size() const { return components_.size(); }
  std::span<const std::string> components() const { return components_; }
  const std::string& component(std::size_t at) const { return components_[at]; }

  /// The array index that a component writes, or kNoIndex: `7` does, `07` and `x` do not.
  std::uint32_t index(std::size_t at) const { return indices_[at]; }
  /// How many components consist of digits.
  std::size_t numbers() const;

  /// As it was written (with `&46;` for dots inside keys).
  std::string text() const;

  bool operator==(const Path& other) const { return components_ == other.components_; }

 private:
  std::vector<std::string> components_;
  std::vector<std::uint32_t> indices_;
};

/// What a path does at an array that it ends at.
enum class Leaf : std::uint8_t {
  Traverse,  // offers each element, then the array itself
  Whole,     // offers the array itself only ($size, $elemMatch)
};

/// Calls `visit(const json::Value*)` with each value that the path offers in the record, null meaning "missing",
/// until it answers true; says whether it did. Allocates nothing, and goes as deep as the record at most.
///
/// The record is an object; an array is taken as an object whose keys are the indices, as MongoDB does with
/// arrays directly inside an array that `$elemMatch` searches.
template <class Visit>
bool anyOffered(const Path& path, const json::Value& record, Leaf leaf, const Visit& visit);

namespace offering {

/// The element with that index, or null.
const json::Value* element(const json::Value& array, std::uint32_t index);

template <class Visit>
class Walk {
 public:
  Walk(const Path& path, Leaf leaf, const Visit& visit) : path_(path), leaf_(leaf), visit_(visit) {}

  /// Follows the path from component `at` on, down from an object (or an array taken as one).
  bool down(const json::Value& from, std::size_t at) const {
    const json::Value* value = &from;
    for (; at < path_.size(); ++at) {
      value = value->kind == json::Kind::Array ? element(*value, path_.index(at)) : value->find(path_.component(at));
      if (value == nullptr) return visit_(nullptr);
      if (value->kind == json::Kind::Array) return array(*value, at + 1);
      if (value->kind != json::Kind::Object && at + 1 < path_.size()) return visit_(nullptr);
    }
    return visit_(value);
  }

 private:
  /// At an array, with the components from `at` on left.
  bool array(const json::Value& array, std::size_t at) const {
    if (at < path_.size()) return inside(array, at);
    if (leaf_ == Leaf::Traverse) {
      for (const json::Value& element : array) {
        if (visit_(&element)) return true;
      }
    }
    return visit_(&array);
  }

  /// Component `at` is applied to the objects in the array, and, where it is a number, to the array itself.
  bool inside(const json::Value& array, std::size_t at) const {
    std::uint32_t index = 0;
    for (const json::Value& element : array) {
      if (element.kind == json::Kind::Object && down(element, at)) return true;
      if (index++ == path_.index(at) && byIndex(element, at + 1)) return true;
    }
    return false;
  }

  /// At an element that was named by its index. An array at the end is offered whole, not element by element;
  /// a further number looks up in an inner array; a scalar on the way offers nothing, not even "missing".
  bool byIndex(const json::Value& element, std::size_t at) const {
    if (at == path_.size()) return visit_(&element);
    if (element.kind == json::Kind::Object) return down(element, at);
    return element.kind == json::Kind::Array && inside(element, at);
  }

  const Path& path_;
  Leaf leaf_;
  const Visit& visit_;
};

}  // namespace offering

template <class Visit>
bool anyOffered(const Path& path, const json::Value& record, Leaf leaf, const Visit& visit) {
  if (path.empty()) return visit(&record);
  return offering::Walk<Visit>(path, leaf, visit).down(record, 0);
}

}  // namespace journeys::query
