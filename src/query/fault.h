// What is wrong with a query, as a value: every part of the layer that reads queries reports into a list of
// these, so that a user sees all faults at once (contract/journeys.md, section 2). It knows no exceptions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace journeys::query {

struct Fault {
  std::string path;     // keys and indices inside the query, joined by dots: `$or.1.a.$gt`; empty: the query itself
  std::string message;  // for the user, saying what to do where that is not plain

  bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

/// The path of a member or an element of what stands at `path`.
inline std::string below(const std::string& path, std::string_view step) {
  if (path.empty()) return std::string(step);
  return path + '.' + std::string(step);
}

}  // namespace journeys::query
