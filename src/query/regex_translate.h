// Writes a regular expression as MongoDB takes it (PCRE2, with UTF and without Unicode properties in \d \s \w) in
// the syntax of RE2, so that "is there a match?" has the same answer. What cannot be had in linear time, or not
// exactly, is refused by name. It compiles and matches nothing.
//
// Two faults of PCRE2 10.42 are not copied: `.+\R` and `\S+\v` never give back what they took (their
// auto-possessification takes the sets for disjoint), and `[\W[:lower:]]` loses the characters beyond U+00FF.
#pragma once

#include <string>
#include <string_view>

namespace journeys::query {

struct RegexOptions {
  bool caseless = false;   // i
  bool multiline = false;  // m
  bool dotAll = false;     // s
  bool extended = false;   // x
};

struct TranslatedRegex {
  std::string pattern;  // for RE2, with its default (Perl-like) syntax
  std::string prefix;   // every text that it meets starts with this; often empty
  std::string fault;    // empty if there is none
};

TranslatedRegex translateRegex(std::string_view pattern, RegexOptions options);

}  // namespace journeys::query
