#include "journey/fields.h"

#include <cmath>

namespace journeys::journey {

const Document* Fields::take(std::string_view name) {
  taken_.emplace(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

bool Fields::boolean(std::string_view name, bool otherwise) {
  const Document* value = take(name);
  if (value == nullptr) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  fault(name, "must be true or false", *value);
  return otherwise;
}

std::string Fields::text(std::string_view name, std::string otherwise) {
  const Document* value = take(name);
  if (value == nullptr) return otherwise;
  if (value->is_string()) return value->get<std::string>();
  fault(name, "must be a string", *value);
  return otherwise;
}

std::int64_t Fields::integer(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  const Document* value = take(name);
  if (value == nullptr) return otherwise;
  if (value->is_number()) {
    // Doubles hold every number within the bounds that callers set.
    const auto number = value->get<double>();
    const bool within = number >= static_cast<double>(least) && number <= static_cast<double>(most);
    if (within && std::trunc(number) == number) return static_cast<std::int64_t>(number);
  }
  fault(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most), *value);
  return otherwise;
}

std::optional<json::ObjectId> Fields::objectId(std::string_view name) {
  const Document* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) {
    if (const auto id = json::ObjectId::parse(value->get_ref<const std::string&>())) return id;
  }
  fault(name, "must be an id of 24 hexadecimal digits", *value);
  return std::nullopt;
}

const Document* Fields::array(std::string_view name, std::size_t most) {
  const Document* value = take(name);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    fault(name, "must be an array", *value);
    return nullptr;
  }
  if (value->size() > most) {
    missing(name, "must have at most " + std::to_string(most) + " elements");
    return nullptr;
  }
  return value;
}

void Fields::ignore(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) taken_.emplace(name);
}

void Fields::refuseOthers() {
  for (const auto& [name, value] : object_.items()) {
    if (taken_.find(name) == taken_.end()) fault(name, "unknown field: " + name, value);
  }
}

void Fields::fault(std::string_view name, std::string message, const Document& value) {
  faults_.push_back({pathOf(name), std::move(message), value});
}

void Fields::missing(std::string_view name, std::string message) {
  faults_.push_back({pathOf(name), std::move(message), Document(Document::value_t::discarded)});
}

std::string Fields::pathOf(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
}

}  // namespace journeys::journey
