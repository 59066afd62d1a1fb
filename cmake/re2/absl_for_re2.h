// The few parts of Abseil that RE2 uses, written over the standard library.
//
// Why: Abseil's own mutex, hash tables, formatting and logging bring symbolizers, time zones and flags
// with them: most of the bytes and of the build time of a WebAssembly module that only wants a regular
// expression. RE2's sources are compiled as they are; cmake/Re2.cmake makes a forwarding header to this
// file for each Abseil header they include.
//
// Behaviour that differs on purpose: a library never prints, so log messages are dropped; a failed check
// (a bug in RE2, never a bad pattern) still aborts.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
#define JOURNEYS_RE2_SINGLE_THREADED 1
#else
#include <mutex>
#include <shared_mutex>
#endif

// absl/base/macros.h, absl/base/thread_annotations.h
#define ABSL_ARRAYSIZE(array) (sizeof(array) / sizeof((array)[0]))
#define ABSL_NO_THREAD_SAFETY_ANALYSIS

namespace absl {

// absl/strings/string_view.h, absl/types/span.h
using std::string_view;
template <class T>
class Span : public std::span<T> {
 public:
  using std::span<T>::span;
  friend bool operator==(const Span& a, const Span& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }
};

// absl/strings/ascii.h
inline bool ascii_isdigit(unsigned char c) { return c >= '0' && c <= '9'; }
inline bool ascii_isalpha(unsigned char c) { return (c | 32U) >= 'a' && (c | 32U) <= 'z'; }
inline bool ascii_isalnum(unsigned char c) { return ascii_isdigit(c) || ascii_isalpha(c); }
inline bool ascii_isspace(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// absl/base/call_once.h, absl/synchronization/mutex.h
#ifdef JOURNEYS_RE2_SINGLE_THREADED
class once_flag {
 public:
  bool done = false;
};
template <class Call, class... Args>
void call_once(once_flag& flag, Call&& call, Args&&... args) {
  if (flag.done) return;
  std::invoke(std::forward<Call>(call), std::forward<Args>(args)...);
  flag.done = true;
}
class Mutex {
 public:
  void Lock() {}
  void Unlock() {}
  void ReaderLock() {}
  void ReaderUnlock() {}
  void WriterLock() {}
  void WriterUnlock() {}
};
#else
using std::call_once;
using std::once_flag;
class Mutex {
 public:
  void Lock() { mutex_.lock(); }
  void Unlock() { mutex_.unlock(); }
  void ReaderLock() { mutex_.lock_shared(); }
  void ReaderUnlock() { mutex_.unlock_shared(); }
  void WriterLock() { mutex_.lock(); }
  void WriterUnlock() { mutex_.unlock(); }

 private:
  std::shared_mutex mutex_;
};
#endif
class MutexLock {
 public:
  explicit MutexLock(Mutex* mutex) : mutex_(*mutex) { mutex_.Lock(); }
  explicit MutexLock(Mutex& mutex) : mutex_(mutex) { mutex_.Lock(); }
  ~MutexLock() { mutex_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// absl/hash/hash.h: the AbslHashValue(H, const T &) protocol with one mixing state.
class HashState {
 public:
  template <class... Parts>
  static HashState combine(HashState state, const Parts&... parts) {
    (state.add(parts), ...);
    return state;
  }
  [[nodiscard]] std::size_t value() const { return static_cast<std::size_t>(bits_ ^ (bits_ >> 32)); }

 private:
  template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  void add(T part) {
    // The finalizer of SplitMix64: every input bit reaches every output bit.
    std::uint64_t z = bits_ + static_cast<std::uint64_t>(part) + 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    bits_ = z ^ (z >> 31);
  }
  template <class T>
  void add(const Span<T>& parts) {
    add(parts.size());
    for (const auto& part : parts) add(part);
  }
  std::uint64_t bits_ = 0;
};
template <class T>
struct Hash {
  std::size_t operator()(const T& value) const { return AbslHashValue(HashState(), value).value(); }
};

// absl/container/flat_hash_map.h, flat_hash_set.h, fixed_array.h, inlined_vector.h
template <class K, class V>
using flat_hash_map = std::unordered_map<K, V>;
template <class K, class H = std::hash<K>, class E = std::equal_to<K>>
using flat_hash_set = std::unordered_set<K, H, E>;
template <class T, std::size_t N = 0>
using FixedArray = std::vector<T>;
template <class T, std::size_t N>
using InlinedVector = std::vector<T>;

// absl/strings/str_format.h: snprintf, with C++ strings allowed for %s.
namespace format {
inline const char* argument(const std::string& text) { return text.c_str(); }
template <class T>
requires std::is_scalar_v<T> T argument(T value) { return value; }
}  // namespace format
template <class... Args>
std::string StrFormat(const char* pattern, const Args&... args) {
  if constexpr (sizeof...(Args) == 0) {
    return pattern;
  } else {
    const int length = std::snprintf(nullptr, 0, pattern, format::argument(args)...);
    if (length < 0) return {};
    std::string text(static_cast<std::size_t>(length) + 1, '\0');
    std::snprintf(text.data(), text.size(), pattern, format::argument(args)...);
    text.pop_back();
    return text;
  }
}
template <class... Args>
int FPrintF(std::FILE*, const char*, const Args&...) {
  return 0;
}

// absl/log/absl_log.h, absl_check.h
struct DroppedMessage {
  template <class T>
  const DroppedMessage& operator<<(const T&) const {
    return *this;
  }
};
// Below <<, above ?: in precedence: turns a message into a statement.
struct EndOfMessage {
  void operator&(const DroppedMessage&) const {}
};
inline DroppedMessage check(bool holds) {
  if (!holds) std::abort();
  return {};
}

}  // namespace absl

#define JOURNEYS_RE2_DROPPED \
  while (false) absl::EndOfMessage() & absl::DroppedMessage()
#define JOURNEYS_RE2_LOG_INFO JOURNEYS_RE2_DROPPED
#define JOURNEYS_RE2_LOG_WARNING JOURNEYS_RE2_DROPPED
#define JOURNEYS_RE2_LOG_ERROR JOURNEYS_RE2_DROPPED
#define JOURNEYS_RE2_LOG_DFATAL JOURNEYS_RE2_DROPPED
#define JOURNEYS_RE2_LOG_FATAL absl::EndOfMessage() & absl::check(false)
#define ABSL_LOG(level) JOURNEYS_RE2_LOG_##level
#define ABSL_CHECK(holds) absl::EndOfMessage() & absl::check(static_cast<bool>(holds))
#define ABSL_CHECK_EQ(a, b) ABSL_CHECK((a) == (b))
#define ABSL_CHECK_LT(a, b) ABSL_CHECK((a) < (b))
#define ABSL_DCHECK(holds) \
  while (false) ABSL_CHECK(holds)
#define ABSL_DCHECK_EQ(a, b) ABSL_DCHECK((a) == (b))
#define ABSL_DCHECK_NE(a, b) ABSL_DCHECK((a) != (b))
#define ABSL_DCHECK_LE(a, b) ABSL_DCHECK((a) <= (b))
#define ABSL_DCHECK_LT(a, b) ABSL_DCHECK((a) < (b))
#define ABSL_DCHECK_GE(a, b) ABSL_DCHECK((a) >= (b))
#define ABSL_DCHECK_GT(a, b) ABSL_DCHECK((a) > (b))
