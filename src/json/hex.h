// Hexadecimal digits, of which ids and escapes are made.
#pragma once

#include <array>
#include <cstdint>

namespace journeys::json {

/// The value of a digit of either case, or -1. A table: statements are full of ids.
[[gnu::always_inline]] inline int hexDigit(char c) {
  static constexpr std::array<std::int8_t, 256> kValues = [] {
    std::array<std::int8_t, 256> values{};
    for (auto& value : values) value = -1;
    for (int i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = static_cast<std::int8_t>(i);
    for (int i = 0; i < 6; ++i) {
      values[static_cast<std::size_t>('a' + i)] = static_cast<std::int8_t>(10 + i);
      values[static_cast<std::size_t>('A' + i)] = static_cast<std::int8_t>(10 + i);
    }
    return values;
  }();
  return kValues[static_cast<unsigned char>(c)];
}

}  // namespace journeys::json
