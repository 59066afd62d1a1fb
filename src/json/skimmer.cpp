#include "json/skimmer.h"

#include "json/text.h"

namespace journeys::json {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Skimmer::At Skimmer::object(At at) {
  return eachMember(at, [this](At value, std::string_view, bool) { return this->value(value); });
}

Skimmer::At Skimmer::array(At at) {
  return eachElement(at, [this](At value) { return this->value(value); });
}

Skimmer::At Skimmer::word(At at) {
  const std::string_view word = *at == 't' ? "true" : (*at == 'f' ? "false" : "null");
  for (const char c : word) {
    if (at == end_) return failAtEnd();
    if (*at != c) return fail(at, "not a JSON value");
    ++at;
  }
  return at;
}

Skimmer::At Skimmer::number(At at) {
  if (*at == '-') ++at;
  if (at != end_ && *at == '0') {
    ++at;
  } else if ((at = digits(at, "not a JSON value")) == nullptr) {
    return nullptr;
  }
  if (at != end_ && *at == '.') {
    at = digits(at + 1, "a digit must follow the point");
    if (at == nullptr) return nullptr;
  }
  if (at != end_ && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at != end_ && (*at == '+' || *at == '-')) ++at;
    return digits(at, "a digit must follow the e");
  }
  return at;
}

Skimmer::At Skimmer::digits(At at, const char* message) {
  if (at == end_) return failAtEnd();
  if (!isDigit(*at)) return fail(at, message);
  while (at != end_ && isDigit(*at)) ++at;
  return at;
}

/// From anywhere within a string on: one with escapes or characters beyond ASCII, or near the end of the text.
Skimmer::At Skimmer::oddString(At at) {
  const StringEnd found = findStringEnd(at, end_);
  if (found.quote != nullptr) return found.quote + 1;
  // The bytes that make up a character or an escape may just not be there yet.
  constexpr std::ptrdiff_t kLongestUnit = 12;
  error_ = {offset(found.errorAt), found.message, end_ - found.errorAt < kLongestUnit};
  return nullptr;
}

Skimmer::At Skimmer::fail(At at, const char* message) {
  error_ = {offset(at), message, false};
  return nullptr;
}

Skimmer::At Skimmer::failAtEnd() {
  error_ = {offset(end_), "the text ends within a value", true};
  return nullptr;
}

}  // namespace journeys::json
