// How the readers of a query say where they are and what is wrong there. Places are chained on the stack and only
// put into words when there is a fault, so that a large query without faults costs nothing here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "query/fault.h"

namespace journeys::query {

/// A place in a query: the query itself, or a member or element of another place, which must outlive it.
class At {
 public:
  At() = default;
  At(const At& parent, std::string_view key) : parent_(&parent), key_(key) {}
  At(const At& parent, std::size_t index) : parent_(&parent), index_(index), isIndex_(true) {}

  /// As Fault::path has it; keys of unreasonable length are cut.
  std::string path() const;

 private:
  const At* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
  bool isIndex_ = false;
};

/// Collects faults. Keeps the first kMost only: nobody reads more, and a hostile query could make millions.
class Report {
 public:
  static constexpr std::size_t kMost = 100;

  void fault(const At& at, std::string message);
  bool hasFaults() const { return !faults_.empty(); }
  /// For readers that report by themselves.
  Faults& faults() { return faults_; }

 private:
  Faults faults_;
};

/// The text, or its beginning and an ellipsis if it is longer than `most` bytes; never cuts a character in two.
std::string shorten(std::string_view text, std::size_t most);

}  // namespace journeys::query
