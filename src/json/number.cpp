#include "json/number.h"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

namespace journeys::json {
namespace {

// A double keeps every decimal of so many significant digits apart.
constexpr std::size_t kDoubleDigits = DBL_DIG;
// 10^22 is the last power of ten that is a double exactly: up to there one multiplication or division of exact
// operands rounds correctly (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
constexpr int kExactPowers = 22;
constexpr std::array<double, kExactPowers + 1> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
// Exponents are clamped here; a document of this many digits cannot be.
constexpr std::int64_t kExponentLimit = 1'000'000'000'000;

constexpr double kTwoTo63 = 9223372036854775808.0;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

/// A literal taken apart: value = ± 0.d1d2d3... × 10^exponent, without leading or trailing zeros.
/// The digits may be interrupted by the literal's point, which the walk passes over.
class Digits {
 public:
  explicit Digits(std::string_view literal) {
    std::size_t at = 0;
    negative_ = literal[at] == '-';
    if (negative_) ++at;
    const std::size_t mantissaEnd = std::min(literal.find_first_of("eE", at), literal.size());
    readMantissa(literal.substr(at, mantissaEnd - at));
    if (mantissaEnd < literal.size()) addExponent(literal.substr(mantissaEnd + 1));
    if (count_ == 0) negative_ = false;
  }

  bool negative() const { return negative_; }
  /// The number of significant digits; 0 for zero.
  std::size_t count() const { return count_; }
  std::int64_t exponent() const { return exponent_; }
  bool isWhole() const { return count_ == 0 || exponent_ >= static_cast<std::int64_t>(count_); }

  /// The digits in order as one integer; only for as many as 19.
  std::uint64_t asInteger() const {
    std::uint64_t value = 0;
    for (Walk walk(*this); walk.more();) value = value * 10 + static_cast<std::uint64_t>(walk.next() - '0');
    return value;
  }

  friend std::strong_ordering operator<=>(const Digits& a, const Digits& b) {
    const int signA = a.sign();
    const int signB = b.sign();
    if (signA != signB || signA == 0) return signA <=> signB;
    const std::strong_ordering magnitude = compareMagnitude(a, b);
    return signA > 0 ? magnitude : 0 <=> magnitude;
  }

  static Digits of(const Number& number, std::array<char, 32>& buffer) {
    switch (number.form_) {
      case Number::Form::Decimal:
        return Digits(number.literal_);
      case Number::Form::Integer: {
        const int size = std::snprintf(buffer.data(), buffer.size(), "%lld", static_cast<long long>(number.integer_));
        return Digits({buffer.data(), static_cast<std::size_t>(size)});
      }
      case Number::Form::Double:
        break;
    }
    // The shortest of the two forms that gives the double back: the literal it was read from, or all it has.
    int size = std::snprintf(buffer.data(), buffer.size(), "%.*g", DBL_DIG, number.double_);
    if (std::strtod(buffer.data(), nullptr) != number.double_) {
      size = std::snprintf(buffer.data(), buffer.size(), "%.17g", number.double_);
    }
    return Digits({buffer.data(), static_cast<std::size_t>(size)});
  }

 private:
  class Walk {
   public:
    explicit Walk(const Digits& digits) : at_(digits.first_), left_(digits.count_) {}
    bool more() const { return left_ > 0; }
    char next() {
      if (*at_ == '.') ++at_;
      --left_;
      return *at_++;
    }

   private:
    const char* at_;
    std::size_t left_;
  };

  int sign() const { return count_ == 0 ? 0 : (negative_ ? -1 : 1); }

  static std::strong_ordering compareMagnitude(const Digits& a, const Digits& b) {
    if (a.exponent_ != b.exponent_) return a.exponent_ <=> b.exponent_;
    Walk walkA(a);
    Walk walkB(b);
    while (walkA.more() && walkB.more()) {
      if (const auto order = walkA.next() <=> walkB.next(); order != 0) return order;
    }
    return a.count_ <=> b.count_;
  }

  void readMantissa(std::string_view mantissa) {
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const std::size_t first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return;
    const std::size_t last = mantissa.find_last_of("123456789");
    first_ = mantissa.data() + first;
    count_ = last - first + 1 - (first < point && point < last ? 1 : 0);
    exponent_ = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + (first > point ? 1 : 0);
  }

  void addExponent(std::string_view text) {
    std::size_t at = 0;
    const bool negative = text[at] == '-';
    if (text[at] == '-' || text[at] == '+') ++at;
    std::int64_t value = 0;
    for (; at < text.size(); ++at) value = std::min(value * 10 + (text[at] - '0'), kExponentLimit);
    exponent_ += negative ? -value : value;
  }

  bool negative_ = false;
  const char* first_ = nullptr;
  std::size_t count_ = 0;
  std::int64_t exponent_ = 0;
};

namespace {

std::optional<std::int64_t> wholeWithin64Bits(const Digits& digits) {
  if (digits.count() == 0) return 0;
  if (!digits.isWhole() || digits.exponent() > 19) return std::nullopt;
  std::uint64_t magnitude = digits.asInteger();
  for (auto zeros = digits.exponent() - static_cast<std::int64_t>(digits.count()); zeros > 0; --zeros) {
    magnitude *= 10;  // at most 19 digits in all: fits 64 unsigned bits
  }
  const std::uint64_t limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > limit + (digits.negative() ? 1U : 0U)) return std::nullopt;
  return static_cast<std::int64_t>(digits.negative() ? 0 - magnitude : magnitude);
}

double toDouble(std::string_view literal) {
  const std::string terminated(literal);
  return std::strtod(terminated.c_str(), nullptr);
}

double fewDigitsToDouble(const Digits& digits, std::string_view literal) {
  const std::int64_t power = digits.exponent() - static_cast<std::int64_t>(digits.count());
  if (power < -kExactPowers || power > kExactPowers) return toDouble(literal);
  const auto mantissa = static_cast<double>(digits.asInteger());
  const double scale = kPowersOfTen[static_cast<std::size_t>(std::abs(power))];
  const double magnitude = power < 0 ? mantissa / scale : mantissa * scale;
  return digits.negative() ? -magnitude : magnitude;
}

std::partial_ordering compareIntegerWithDouble(std::int64_t integer, double value) {
  if (value >= kTwoTo63) return std::partial_ordering::less;
  if (value < -kTwoTo63) return std::partial_ordering::greater;
  const double whole = std::trunc(value);
  const auto truncated = static_cast<std::int64_t>(whole);
  if (integer != truncated) return integer <=> truncated;
  return 0.0 <=> (value - whole);
}

}  // namespace

Number Number::parse(std::string_view literal) {
  const Digits digits(literal);
  Number number;
  if (const auto integer = wholeWithin64Bits(digits)) {
    number.integer_ = *integer;
    return number;
  }
  // Beyond these exponents doubles lose digits (subnormal) or end (overflow).
  const bool inRange = digits.exponent() > DBL_MIN_10_EXP && digits.exponent() <= DBL_MAX_10_EXP;
  if (digits.count() <= kDoubleDigits && inRange) {
    number.form_ = Form::Double;
    number.double_ = fewDigitsToDouble(digits, literal);
  } else {
    number.form_ = Form::Decimal;
    number.literal_ = literal;
  }
  return number;
}

Number Number::of(std::int64_t value) {
  Number number;
  number.integer_ = value;
  return number;
}

Number Number::of(double value) {
  Number number;
  if (std::trunc(value) == value && value >= -kTwoTo63 && value < kTwoTo63) {
    number.integer_ = static_cast<std::int64_t>(value);
  } else {
    number.form_ = Form::Double;
    number.double_ = value;
  }
  return number;
}

bool Number::isLiteral(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && isDigit(text[at])) ++at;
    return at > start;
  };
  if (at < text.size() && text[at] == '-') ++at;
  if (at < text.size() && text[at] == '0') {
    ++at;
  } else if (!digits()) {
    return false;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

std::optional<std::int64_t> Number::integer() const {
  if (form_ != Form::Integer) return std::nullopt;
  return integer_;
}

double Number::nearest() const {
  switch (form_) {
    case Form::Integer:
      return static_cast<double>(integer_);
    case Form::Double:
      return double_;
    case Form::Decimal:
      break;
  }
  return toDouble(literal_);
}

bool Number::isNaN() const { return form_ == Form::Double && std::isnan(double_); }

std::partial_ordering operator<=>(const Number& a, const Number& b) {
  using Form = Number::Form;
  if (a.form_ == Form::Integer && b.form_ == Form::Integer) return a.integer_ <=> b.integer_;
  if (a.isNaN() || b.isNaN()) {
    return a.isNaN() && b.isNaN() ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
  }
  if (a.form_ == Form::Double && b.form_ == Form::Double) return a.double_ <=> b.double_;
  if (a.form_ == Form::Integer && b.form_ == Form::Double) return compareIntegerWithDouble(a.integer_, b.double_);
  if (a.form_ == Form::Double && b.form_ == Form::Integer) return 0 <=> compareIntegerWithDouble(b.integer_, a.double_);
  // An infinity has no digits: it lies beyond every decimal.
  if (a.form_ == Form::Double && std::isinf(a.double_)) return a.double_ <=> 0.0;
  if (b.form_ == Form::Double && std::isinf(b.double_)) return 0.0 <=> b.double_;
  std::array<char, 32> bufferA{};
  std::array<char, 32> bufferB{};
  return Digits::of(a, bufferA) <=> Digits::of(b, bufferB);
}

}  // namespace journeys::json
