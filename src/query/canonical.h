// One spelling for queries that differ in nothing but white space and comments, so that equal conditions of many
// journeys are tried once (design/matching.md).
#pragma once

#include <string>
#include <string_view>

namespace journeys::query {

/// The text of a query that has been read without faults, without white space and `$comment`s.
std::string canonical(std::string_view query);

}  // namespace journeys::query
