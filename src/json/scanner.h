// Reads JSON text in one pass over its bytes: validates all of it, builds values only for what a projection
// needs. Strict (RFC 8259, RFC 3629): whatever JSON.parse or a UTF-8 decoder would refuse is an error with a
// byte offset, also in the parts that are skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json/projection.h"
#include "json/value.h"

namespace journeys::json {

/// Containers within containers that a document may have.
inline constexpr int kMaxDepth = 500;

struct ScanError {
  std::size_t offset = 0;    // of the first byte that cannot be, from the start of the text given
  const char* message = "";  // static, for people
  bool truncated = false;    // the text ended too early: more bytes could still make it valid
};

/// Whether no object in it has more than kMaxMembers members: documents that are kept as such are searched member by
/// member.
bool isNarrow(const Value& value);
inline constexpr std::uint32_t kMaxMembers = 1'000;
inline constexpr const char* kTooWide = "an object in it has more than 1000 members";

/// The outcome of scanning: a value and where it ended, or an error.
struct Scanned {
  Value* value = nullptr;  // null on error
  std::size_t end = 0;     // offset just behind the value
  ScanError error;

  explicit operator bool() const { return value != nullptr; }
};

/// Scans the one value that starts at `text[offset]` (white space before it is passed over) and reads what the
/// projection needs below `place`. Values point into `text` and `arena`.
Scanned scan(std::string_view text, std::size_t offset, const Projection& projection, Projection::Place place,
             Arena& arena);

/// Whether the token `&46;` in a key becomes a dot (as in documents), or stays (as in queries, where a dot in a key
/// separates the steps of a path).
enum class Keys : std::uint8_t { Normalised, AsWritten };

/// Reads a whole text that holds one value and nothing else, everything in it.
Scanned read(std::string_view text, Arena& arena, Keys keys = Keys::Normalised);

}  // namespace journeys::json
