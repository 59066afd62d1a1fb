// Sets of code points that regular expressions name with a letter or a word (`\s`, `[:alpha:]`), as PCRE2 defines
// them without Unicode properties (pcre2pattern, "Generic character types", "POSIX character classes"). RE2 names
// some of them alike and means something else, so they are always written out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace journeys::query {

struct CodeRange {
  char32_t low;
  char32_t high;
};
using CodeRanges = std::vector<CodeRange>;

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

/// The set of a generic type, `d D s S w W h H v V N`; empty for any other letter.
CodeRanges typeRanges(char32_t letter);

/// The set of a POSIX class by its name without `^`; empty for an unknown name.
CodeRanges posixRanges(std::u32string_view name, bool caseless);

/// Everything that is not in a set. The ranges must be in ascending order and apart.
CodeRanges complement(const CodeRanges& ranges);

bool contains(const CodeRanges& ranges, char32_t code);

/// Appends the ranges as RE2 writes them inside a class.
void appendRanges(std::string& out, const CodeRanges& ranges);

/// Appends one code point so that RE2 takes it literally, inside a class and outside.
void appendCode(std::string& out, char32_t code);

}  // namespace journeys::query
