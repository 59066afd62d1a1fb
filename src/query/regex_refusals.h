// What PCRE2 can and linear time cannot: the messages that say so, and what to write instead.
#pragma once

#include <string>

#include "query/regex_reader.h"

namespace journeys::query {

/// The message that refuses a construct.
std::string refusal(const std::string& construct, const std::string& advice);

/// Why the group whose `(` has been taken cannot be; empty if nothing is known against it.
std::string refusedGroup(const RegexReader& reader);

/// Why an escape that RegexReader calls a Letter cannot be.
std::string refusedEscape(char32_t letter);

}  // namespace journeys::query
