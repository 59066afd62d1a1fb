#include "query/regex_refusals.h"

#include <string_view>

namespace journeys::query {

namespace {

constexpr const char* kAnd = "make two conditions of it, with $and or $not";
constexpr const char* kSpellOut = "spell out what may repeat";

struct Group {
  std::u32string_view start;
  const char* name;
  const char* advice;
};

constexpr Group kGroups[] = {
    {U"?=", "look-ahead (?=", kAnd},
    {U"?!", "look-ahead (?!", kAnd},
    {U"?<=", "look-behind (?<=", kAnd},
    {U"?<!", "look-behind (?<!", kAnd},
    {U"?*", "look-ahead (?*", kAnd},
    {U"?<*", "look-behind (?<*", kAnd},
    {U"?>", "the atomic group (?>", "write (?: instead"},
    {U"?P=", "the back-reference (?P=", kSpellOut},
    {U"?P>", "the recursion (?P>", kSpellOut},
    {U"?&", "the recursion (?&", kSpellOut},
    {U"?R", "the recursion (?R", kSpellOut},
    {U"?(", "the conditional group (?(", "write both cases with |"},
    {U"?C", "the callout (?C", "leave it out"},
    {U"*", "the verb or group (*", "leave it out"},
};

bool isDigit(char32_t code) { return code >= '0' && code <= '9'; }

}  // namespace

std::string refusal(const std::string& construct, const std::string& advice) {
  return construct + " is not supported in regular expressions, which are matched in linear time always: " + advice;
}

std::string refusedGroup(const RegexReader& reader) {
  for (const Group& group : kGroups) {
    if (reader.startsWith(group.start)) return refusal(group.name, group.advice);
  }
  const bool isSigned = reader.peek(1) == '+' || reader.peek(1) == '-';
  return isDigit(reader.peek(isSigned ? 2 : 1)) ? refusal("the recursion (?n)", kSpellOut) : std::string();
}

std::string refusedEscape(char32_t letter) {
  switch (letter) {
    case 'K':
      return refusal("\\K", "leave it out, it does not change whether there is a match");
    case 'G':
      return refusal("\\G", "write \\A");
    case 'C':
      return refusal("\\C", "it splits characters; write (?s:.)");
    case 'X':
      return refusal("\\X", "write \\P{M}\\p{M}*");
    default:
      break;
  }
  std::string name = "\\";
  appendUtf8(name, letter);
  if (letter == 'k' || letter == 'g' || isDigit(letter)) return refusal("the back-reference " + name, kSpellOut);
  return name + " means nothing in a regular expression: for the letter itself leave out the backslash";
}

}  // namespace journeys::query
