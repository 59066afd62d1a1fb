// Judges the two anchors that RE2 lacks, by what can follow them.
//
// Without option m, `$` and `\Z` meet at the very end and also before a newline that ends the text. RE2 has only
// the very end; but where nothing needs to follow, `(?:\n?\z)` serves. With option m, `^` meets after every
// newline except one that ends the text; RE2 excepts none, which is the same where something must follow.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/regex_reader.h"

namespace journeys::query {

/// One construct of a pattern, in order; only as much of it as the judgement needs.
struct RegexItem {
  enum class Kind {
    Atom,         // consumes a character
    Newline,      // `\R`: consumes one line end, "\r\n" as a whole
    TextStart,    // `\A`, `^` without option m
    Assertion,    // consumes nothing
    End,          // `$` without option m, `\Z`
    LineStart,    // `^` with option m
    Open,         // a group starts
    Alternative,  // `|`
    Close,        // a group ends; the count is the group's
  };
  Kind kind = Kind::Atom;
  bool mayBeNewline = true;         // Atom: whether it may meet "\n"
  RegexCounts counts;               // how often it is repeated
  std::optional<char32_t> literal;  // Atom: the one character that it meets
};

/// Empty, or why the pattern cannot be had exactly.
std::string judgeAnchors(const std::vector<RegexItem>& items);

}  // namespace journeys::query
