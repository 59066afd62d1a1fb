#include "json/number.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch.h"

using journeys::json::Number;

TEST_CASE("numbers compare by value, however they are written") {
  // Each row ascends strictly; what stands within braces is equal.
  const std::vector<std::vector<std::string>> ascending = {
      {"-1e400"},
      {"-9223372036854775809"},
      {"-9223372036854775808", "-9.223372036854775808e18"},
      {"-9223372036854775807"},
      {"-1.5", "-15e-1", "-0.15E+1"},
      {"-1", "-1.0", "-1e0", "-10e-1"},
      {"-1e-400"},
      {"0", "-0", "0.0", "0e5", "-0.000e-7"},
      {"1e-400", "0.1e-399"},
      {"4.9e-324"},
      {"0.1", "1e-1", "0.10000"},
      {"0.1000000000000000055511151231257827"},
      {"0.3"},
      {"0.30000000000000004"},
      {"1", "1.0", "1e0", "0.1e1", "100e-2"},
      {"1.0000000000000000000001"},
      {"9007199254740992", "9007199254740992.0"},
      {"9007199254740992.5"},
      {"9007199254740993", "9.007199254740993e15"},
      {"12345678901234567.5"},
      {"12345678901234568"},
      {"9223372036854775807"},
      {"9223372036854775808", "9.223372036854775808e+18"},
      {"18446744073709551615"},
      {"18446744073709551616"},
      {"1e20", "100000000000000000000"},
      {"100000000000000000001"},
      {"1e308"},
      {"1e309", "10e308"},
      {"1e99999999999999999999"},
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (const std::string& a : ascending[i]) {
      for (std::size_t j = 0; j < ascending.size(); ++j) {
        for (const std::string& b : ascending[j]) {
          INFO(a << " and " << b);
          REQUIRE(((Number::parse(a) <=> Number::parse(b)) == (i <=> j)));
          if (i == j) REQUIRE(Number::parse(a).nearest() == Number::parse(b).nearest());
        }
      }
    }
  }
}

TEST_CASE("a whole number within 64 bits is an integer, however it is written") {
  REQUIRE(Number::parse("1e3").integer() == 1000);
  REQUIRE(Number::parse("-0.0").integer() == 0);
  REQUIRE(Number::parse("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
  REQUIRE(Number::parse("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
  REQUIRE_FALSE(Number::parse("9223372036854775808").integer());
  REQUIRE_FALSE(Number::parse("0.5").integer());
  REQUIRE(Number::of(2.0).integer() == 2);
  REQUIRE_FALSE(Number::of(1e300).integer());
}

TEST_CASE("computed doubles compare with written numbers") {
  REQUIRE((Number::of(0.1 + 0.2) <=> Number::parse("0.3")) == std::partial_ordering::greater);
  REQUIRE(Number::of(0.25) == Number::parse("0.25"));
  REQUIRE((Number::of(INFINITY) <=> Number::parse("1e400")) == std::partial_ordering::greater);
  REQUIRE((Number::of(-INFINITY) <=> Number::parse("-1e400")) == std::partial_ordering::less);
  REQUIRE((Number::of(1e300) <=> Number::parse("1e400")) == std::partial_ordering::less);
}

TEST_CASE("NaN equals NaN and is unordered with everything else") {
  const Number nan = Number::of(std::nan(""));
  REQUIRE(nan == nan);
  REQUIRE((nan <=> Number::parse("0")) == std::partial_ordering::unordered);
  REQUIRE((Number::parse("1e400") <=> nan) == std::partial_ordering::unordered);
}

TEST_CASE("a literal follows the grammar of JSON to its last byte") {
  for (const char* good : {"0", "-0", "10", "1.5", "1e5", "1E+5", "1.0e-5"}) REQUIRE(Number::isLiteral(good));
  for (const char* bad : {"", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1 ", "NaN", "Infinity"}) {
    INFO(bad);
    REQUIRE_FALSE(Number::isLiteral(bad));
  }
}
