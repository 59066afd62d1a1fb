// Passes over JSON text and validates all of it, building nothing: what the scanner does not need is skimmed, and so is
// the text of what it needs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "json/scanner.h"
#include "json/simd.h"

namespace journeys::json {

/// Each function is given where something begins and answers where it ends, or null after an error, which is the end of
/// the pass. A position that is handed on like this stays in a register; as a member it would be stored and loaded again
/// at each step.
class Skimmer {
 public:
  using At = const char*;

  explicit Skimmer(std::string_view text)
      : begin_(text.data()), end_(begin_ + text.size()), lastBlock_(end_ - std::min(text.size(), kBlock)) {}

  At position(std::size_t offset) const { return begin_ + offset; }
  std::size_t offset(At at) const { return static_cast<std::size_t>(at - begin_); }
  bool isEnd(At at) const { return at == end_; }
  At failAtEnd();
  const ScanError& error() const { return error_; }

  [[gnu::always_inline]] At value(At at) {
    if (at == end_) return failAtEnd();
    switch (*at) {
      case '"':
        return string(at).end;
      case '{':
        return object(at);
      case '[':
        return array(at);
      case 't':
      case 'f':
      case 'n':
        return word(at);
      default:
        return number(at);
    }
  }

  At object(At at);
  At array(At at);
  At word(At at);
  At number(At at);

  struct String {
    At end;        // behind the closing quote
    bool isPlain;  // has no escapes for sure
    std::string_view content(At at) const { return {at + 1, static_cast<std::size_t>(end - at - 2)}; }
  };
  /// `at`: the opening quote. Most strings are plain to their end.
  [[gnu::always_inline]] String string(At at) {
    for (++at; at <= lastBlock_; at += kBlock) {
      const std::uint32_t special = specialStringBytes(at);
      if (special == 0) continue;
      at += std::countr_zero(special);
      if (*at == '"') return {at + 1, true};
      break;
    }
    return {oddString(at), false};
  }

  At space(At at) const {
    while (at != end_ && isSpace(*at)) ++at;
    return at;
  }

  /// Calls `member(value, key, isPlain)` with where each value begins, and its key; that answers where the value ends.
  template <class Member>
  At eachMember(At at, Member member) {
    if (!enter()) return fail(at, kTooDeep);
    at = space(at + 1);
    if (at != end_ && *at == '}') return leave(at);
    while (true) {
      if (at == end_) return failAtEnd();
      if (*at != '"') return fail(at, "a key must be a string");
      const At key = at;
      const String string = this->string(key);
      if (string.end == nullptr) return nullptr;
      at = space(string.end);
      if (at == end_) return failAtEnd();
      if (*at != ':') return fail(at, "a colon must follow the key");
      at = member(space(at + 1), string.content(key), string.isPlain);
      if (at == nullptr) return nullptr;
      at = space(at);
      if (at == end_) return failAtEnd();
      if (*at == '}') return leave(at);
      if (*at != ',') return fail(at, "a comma or } must follow the member");
      at = space(at + 1);
    }
  }

  /// Calls `element(value)` with where each value begins; that answers where it ends.
  template <class Element>
  At eachElement(At at, Element element) {
    if (!enter()) return fail(at, kTooDeep);
    at = space(at + 1);
    if (at != end_ && *at == ']') return leave(at);
    while (true) {
      at = element(at);
      if (at == nullptr) return nullptr;
      at = space(at);
      if (at == end_) return failAtEnd();
      if (*at == ']') return leave(at);
      if (*at != ',') return fail(at, "a comma or ] must follow the element");
      at = space(at + 1);
    }
  }

  static bool isSpace(char c) {
    return static_cast<unsigned char>(c) <= ' ' &&
           (c == ' ' || c == '\n' || c == '\r' || c == '\t');  // mostly it is none
  }

 private:
  static constexpr const char* kTooDeep = "nested too deeply";

  bool enter() { return ++depth_ <= kMaxDepth; }
  At leave(At at) {
    --depth_;
    return at + 1;
  }
  At digits(At at, const char* message);
  At oddString(At at);
  At fail(At at, const char* message);

  At begin_;
  At end_;
  At lastBlock_;  // from where a whole block can be looked at for the last time; in a short text never within a string
  int depth_ = 0;
  ScanError error_;
};

}  // namespace journeys::json
