// Sixteen bytes at a time: the two questions that are asked of every byte, in WebAssembly SIMD128, in SSE2 and in
// plain C++. The three give the same answers; which one is compiled changes speed only.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(JOURNEYS_SCALAR)
// For tests of the fallback on machines that have better.
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace journeys::json {

inline constexpr std::size_t kBlock = 16;

/// Which of a block's bytes are not plain string content: quotes, backslashes, control characters and parts of
/// multi-byte characters. A bit for each, the lowest for the first.
inline std::uint32_t specialStringBytes(const char* at) {
#if defined(__wasm_simd128__) && !defined(JOURNEYS_SCALAR)
  const v128_t block = wasm_v128_load(at);
  // Signed: bytes from 0x80 on are negative, so one comparison finds them and the control characters.
  const v128_t low = wasm_i8x16_lt(block, wasm_i8x16_splat(0x20));
  const v128_t quote = wasm_i8x16_eq(block, wasm_i8x16_splat('"'));
  const v128_t escape = wasm_i8x16_eq(block, wasm_i8x16_splat('\\'));
  return static_cast<std::uint32_t>(wasm_i8x16_bitmask(wasm_v128_or(low, wasm_v128_or(quote, escape))));
#elif defined(__SSE2__) && !defined(JOURNEYS_SCALAR)
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
  const __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
  const __m128i escape = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, escape))));
#else
  std::uint32_t special = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(at[i]);
    const bool isPlain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
    special |= (isPlain ? 0U : 1U) << i;
  }
  return special;
#endif
}

/// How many of a block's bytes are line feeds.
inline std::size_t lineFeeds(const char* at) {
#if defined(__wasm_simd128__) && !defined(JOURNEYS_SCALAR)
  const v128_t isLineFeed = wasm_i8x16_eq(wasm_v128_load(at), wasm_i8x16_splat('\n'));
  const auto mask = static_cast<std::uint32_t>(wasm_i8x16_bitmask(isLineFeed));
  return mask == 0 ? 0 : static_cast<std::size_t>(std::popcount(mask));
#elif defined(__SSE2__) && !defined(JOURNEYS_SCALAR)
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n'))));
  return mask == 0 ? 0 : static_cast<std::size_t>(std::popcount(mask));  // without the instruction it is a call
#else
  std::size_t count = 0;
  for (std::size_t i = 0; i < kBlock; ++i) count += at[i] == '\n' ? 1U : 0U;
  return count;
#endif
}

}  // namespace journeys::json
