// A JSON number that compares by value, exactly: 1, 1.0 and 1e0 are equal, and so are no two different
// integers above 2^53 (contract/queries.md, Documents). May not look at anything but the literal.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace journeys::json {

/// An immutable number. Small and trivially copyable; a Decimal keeps a view of the literal it was read
/// from, which must outlive it.
class Number {
 public:
  Number() = default;

  /// Reads a literal of the JSON grammar (RFC 8259, section 6). The caller has checked the grammar.
  static Number parse(std::string_view literal);
  static Number of(std::int64_t value);
  static Number of(double value);

  /// Whether the text is a number by the JSON grammar, from its first byte to its last.
  static bool isLiteral(std::string_view text);

  /// The value where it is a whole number within 64 bits, however it was written.
  std::optional<std::int64_t> integer() const;

  /// The nearest double. Equal numbers have equal nearest doubles, so it serves as a hash key.
  double nearest() const;

  bool isNaN() const;

  /// Exact comparison by value. NaN equals NaN and is unordered with everything else (MongoDB manual,
  /// "Comparison/Sort Order": only $eq, $gte and $lte meet NaN, and only with NaN).
  friend std::partial_ordering operator<=>(const Number& a, const Number& b);
  friend bool operator==(const Number& a, const Number& b) { return (a <=> b) == 0; }

 private:
  enum class Form : std::uint8_t {
    Integer,  // whole and within 64 bits
    Double,   // at most 15 significant digits (which a double tells apart), or computed
    Decimal,  // anything else: compared digit by digit
  };
  friend class Digits;

  Form form_ = Form::Integer;
  union {
    std::int64_t integer_ = 0;
    double double_;
  };
  std::string_view literal_;  // Decimal only
};

}  // namespace journeys::json
