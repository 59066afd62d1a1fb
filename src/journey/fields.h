// Takes the fields of one JSON object, one by one: checks the type of each, remembers every fault, and in the end
// names the fields that nobody asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "journey/read.h"

namespace journeys::journey {

class Fields {
 public:
  /// `path` is where the object stands; empty for the document itself. Both outlive this.
  Fields(const Document& object, std::string path, std::vector<Fault>& faults)
      : object_(object), path_(std::move(path)), faults_(faults) {}

  /// The field, or null where it is absent.
  const Document* take(std::string_view name);

  bool boolean(std::string_view name, bool otherwise);
  std::string text(std::string_view name, std::string otherwise = "");
  /// A whole number within the bounds, however it is written (5, 5.0).
  std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most);
  /// 24 hexadecimal digits.
  std::optional<json::ObjectId> objectId(std::string_view name);
  /// An array of at most so many elements, or null where it is absent or not that.
  const Document* array(std::string_view name, std::size_t most);

  /// Fields that are the server's: kept in a stored document, ignored from a client, never a fault.
  void ignore(std::initializer_list<std::string_view> names);

  /// Reports every field that was not taken.
  void refuseOthers();

  void fault(std::string_view name, std::string message, const Document& value);
  void missing(std::string_view name, std::string message);
  std::string pathOf(std::string_view name) const;

 private:
  const Document& object_;
  std::string path_;
  std::vector<Fault>& faults_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace journeys::journey
