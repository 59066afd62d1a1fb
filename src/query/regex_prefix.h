// The literal characters that every match of an anchored pattern starts with, for the index: `^http://x/` can only
// meet texts that start so.
#pragma once

#include <string>
#include <vector>

#include "query/regex_anchors.h"

namespace journeys::query {

/// In UTF-8; empty where the pattern is not anchored to the start of the text in each of its alternatives, or where
/// nothing is certain.
std::string literalPrefix(const std::vector<RegexItem>& items);

}  // namespace journeys::query
