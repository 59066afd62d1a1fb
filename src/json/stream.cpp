#include "json/stream.h"

#include <algorithm>

#include "json/simd.h"

namespace journeys::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::size_t countLines(std::string_view text) {
  std::size_t count = 0;
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) count += lineFeeds(text.data());
  return count + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

void Stream::attach(std::string_view chunk, bool last) {
  chunk_ = chunk;
  last_ = last;
  at_ = 0;
  countedTo_ = counted_ = 0;
  waiting_ = false;
  if (started_) return;
  if (chunk_.size() < kByteOrderMark.size() && !last) return;
  started_ = true;
  if (chunk_.substr(0, kByteOrderMark.size()) == kByteOrderMark) at_ = kByteOrderMark.size();
}

Stream::Next Stream::next() {
  if (!started_ || waiting_) return Next::NeedMore;
  if (recovering_ && !skipToLine()) return Next::NeedMore;
  while (true) {
    while (at_ < chunk_.size() && isSpace(chunk_[at_])) ++at_;
    if (at_ == chunk_.size()) {
      if (!last_ || expect_ == Expect::Document) return Next::NeedMore;
      expect_ = Expect::Document;
      return bad("the text ends within an array", at_);
    }
    const char c = chunk_[at_];
    if (expect_ == Expect::Document) {
      if (c != '[') return Next::Found;
      expect_ = Expect::FirstItem;
    } else if (c == ']') {
      const bool afterComma = expect_ == Expect::Item;
      expect_ = Expect::Document;
      if (afterComma) return bad("an element must follow the comma", ++at_);
    } else if (c == ',') {
      const bool afterElement = expect_ == Expect::Separator || expect_ == Expect::Anything;
      expect_ = Expect::Item;
      if (!afterElement) return bad("an element must come before the comma", ++at_);
    } else if (expect_ == Expect::Separator) {
      expect_ = Expect::Item;
      return bad("a comma or ] must follow the element", at_);
    } else {
      return Next::Found;
    }
    ++at_;
  }
}

void Stream::accept(std::size_t end) {
  at_ = end;
  if (expect_ != Expect::Document) expect_ = Expect::Separator;
}

bool Stream::reject(const ScanError& error) {
  const bool mayGoOn = error.truncated && !last_;
  if (mayGoOn && chunk_.size() - at_ < kMaxDocument) {
    waiting_ = true;
    return false;
  }
  error_ = error;
  if (mayGoOn) error_ = {at_, "longer than a statement may be", false};
  // What follows the fault on its line cannot be trusted; a new line is where a stream of lines begins anew. That may be
  // the very line at whose start the fault was found: the one behind a document that was cut short.
  const std::size_t start = at_;
  at_ = std::max(start, std::min(error_.offset, chunk_.size()));
  const std::size_t newline = chunk_.substr(0, at_).rfind('\n');
  const bool isAtLineStart = newline != std::string_view::npos && newline >= start &&
                             std::all_of(chunk_.begin() + static_cast<std::ptrdiff_t>(newline),
                                         chunk_.begin() + static_cast<std::ptrdiff_t>(at_), isSpace);
  recovering_ = !isAtLineStart || at_ == chunk_.size();
  if (expect_ != Expect::Document) expect_ = Expect::Anything;
  return true;
}

std::size_t Stream::finish() {
  const std::size_t consumed = at_;
  if (last_) {
    *this = {};
  } else {
    linesBefore_ += countLines(chunk_.substr(0, consumed));
    bytesBefore_ += consumed;
  }
  return consumed;
}

std::size_t Stream::lineOf(std::size_t offset) {
  if (offset < countedTo_) countedTo_ = counted_ = 0;
  counted_ += countLines(chunk_.substr(countedTo_, offset - countedTo_));
  countedTo_ = offset;
  return linesBefore_ + counted_ + 1;
}

/// The documents around a fault of punctuation can be read all the same.
Stream::Next Stream::bad(const char* message, std::size_t end) {
  error_ = {end, message, false};
  return Next::Bad;
}

bool Stream::skipToLine() {
  const std::size_t newline = chunk_.find('\n', at_);
  if (newline == std::string_view::npos) {
    at_ = chunk_.size();
    return false;
  }
  at_ = newline + 1;
  recovering_ = false;
  return true;
}

}  // namespace journeys::json
