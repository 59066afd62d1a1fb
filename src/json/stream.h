// Finds where documents begin in a stream of JSON: one document, an array of them, newline-delimited JSON, or any
// sequence of these. Knows nothing of what the documents hold; the caller scans each and says where it ended.
#pragma once

#include <cstddef>
#include <string_view>

#include "json/scanner.h"

namespace journeys::json {

/// The longest document that a stream may hold; it bounds what a host has to buffer.
inline constexpr std::size_t kMaxDocument = 16 * 1024 * 1024;

/// Walks over a text that arrives in chunks. For each chunk: attach(), then next() until it does not return
/// Found, with accept() or reject() after each Found; then finish() says how many bytes are done with, and the
/// rest has to stand at the start of the next chunk.
class Stream {
 public:
  enum class Next {
    Found,     // a document begins at offset()
    NeedMore,  // nothing more can be found in this chunk
    Bad,       // error() says what is wrong between documents; the stream goes on behind it
  };

  /// `last`: nothing will follow this chunk.
  void attach(std::string_view chunk, bool last);

  Next next();
  std::size_t offset() const { return at_; }
  /// The document at offset() was read and ends there.
  void accept(std::size_t end);
  /// The document at offset() is not JSON. Returns true if that is final and the rest of its line is given up;
  /// false if the rest of it may be in the next chunk.
  bool reject(const ScanError& error);

  const ScanError& error() const { return error_; }
  /// Ends a chunk: how many of its bytes need not be shown again. Behind the last one the stream starts anew.
  std::size_t finish();
  /// The line of a byte of this chunk, from 1; and its offset from the start of the stream. Quick when the bytes that
  /// are asked for ascend.
  std::size_t lineOf(std::size_t offset);
  std::size_t positionOf(std::size_t offset) const { return bytesBefore_ + offset; }

 private:
  /// What may come next.
  enum class Expect {
    Document,   // outside an array: a document, or an array of them
    FirstItem,  // behind [ : an element or the end
    Item,       // behind a comma: an element
    Separator,  // behind an element: a comma or the end
    Anything,   // in an array, on a new line behind an error: an element, a comma or the end
  };

  Next bad(const char* message, std::size_t end);
  bool skipToLine();

  std::string_view chunk_;
  bool last_ = false;
  bool waiting_ = false;     // for the rest of a document that the chunk cuts
  bool recovering_ = false;  // behind an error, looking for the next line
  Expect expect_ = Expect::Document;
  bool started_ = false;
  std::size_t at_ = 0;
  std::size_t linesBefore_ = 0;
  std::size_t countedTo_ = 0;  // of this chunk: up to where lineOf() has counted,
  std::size_t counted_ = 0;    // and the line feeds up to there
  std::size_t bytesBefore_ = 0;
  ScanError error_;
};

}  // namespace journeys::json
