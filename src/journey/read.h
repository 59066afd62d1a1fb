// Reads a journey from JSON: refuses bad input whole, with every fault at its path, and warns of what is legal but
// surely unmeant (contract/journeys.md, section 2).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "journey/journey.h"

namespace journeys::journey {

struct Fault {
  std::string path;  // `waypoints.0.conditions`; empty: the document itself
  std::string message;
  Document value;  // what stood there; discarded (see Document::is_discarded) where nothing did
};

struct Warning {
  std::string path;
  std::string message;
};

struct Reading {
  std::shared_ptr<const Journey> journey;  // null if there is any fault
  std::vector<Fault> faults;
  std::vector<Warning> warnings;
};

/// Where ids are absent they are derived from the document, so that equal documents give equal journeys: a host
/// that stores journeys generates ids before.
Reading read(std::string_view text);

/// The `errors` object of the contract, keyed by path.
Document toErrors(const std::vector<Fault>& faults);
Document toJson(const std::vector<Warning>& warnings);

}  // namespace journeys::journey
