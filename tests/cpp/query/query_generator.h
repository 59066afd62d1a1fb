// Makes queries and documents at random, of few keys and values so that they often meet. For property tests and for
// seeds of the fuzz targets. Every choice comes from the seed, alike on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace journeys::tests {

class QueryGenerator {
 public:
  explicit QueryGenerator(std::uint64_t seed) : random_(seed) {}

  /// JSON text of a query, nearly always a legal one.
  std::string query();
  /// JSON text of a record.
  std::string document();

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

 private:
  template <std::size_t N>
  std::string pick(const char* const (&choices)[N]) {
    return choices[below(N)];
  }
  bool chance(std::size_t in) { return below(in) == 0; }

  std::string key();
  std::string path();
  std::string scalar();
  std::string value(int depth);
  std::string object(int depth);
  std::string list(int depth);
  std::string clauses(int depth);
  std::string clause(int depth, bool top);
  std::string logical(int depth);
  std::string operand(int depth);
  std::string operatorDocument(int depth);
  std::string singleOperator(int depth);
  std::string elemMatch(int depth);
  std::string expr(int depth);

  std::mt19937_64 random_;
};

}  // namespace journeys::tests
