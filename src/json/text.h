// The inside of JSON strings: validating their bytes (UTF-8, RFC 3629; escapes, RFC 8259 section 7) and turning
// escapes into the characters they stand for.
#pragma once

#include <string_view>

#include "json/value.h"

namespace journeys::json {

/// Walks over string content from `at` to its closing quote.
struct StringEnd {
  const char* quote = nullptr;    // the closing quote, or null on error
  const char* errorAt = nullptr;  // the first byte that cannot be
  const char* message = "";
};
StringEnd findStringEnd(const char* at, const char* end);

/// The text that validated string content stands for: itself, or, where it has escapes, a text kept in the arena.
std::string_view unescape(std::string_view content, Arena& arena);

/// A key as conditions name it: Learning Locker writes a dot within a key as `&46;`, documents may hold either.
std::string_view normaliseKey(std::string_view key, Arena& arena);

}  // namespace journeys::json
