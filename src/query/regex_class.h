// Reads a bracketed character class of PCRE2 and writes it for RE2 (pcre2pattern, "Square brackets and character
// classes").
#pragma once

#include <string>

#include "query/regex_reader.h"

namespace journeys::query {

/// Translates the class whose `[` has just been taken and appends it to `out`. On a fault the reader has it.
void translateClass(RegexReader& reader, bool caseless, std::string& out);

}  // namespace journeys::query
