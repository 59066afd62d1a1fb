// The body that tells a receiver of a completion (contract/journeys.md, section 9, and the seed's example).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "journey/journey.h"

namespace journeys::progress {

/// Full statement records as JSON text, by what progress calls the statement. They go into the body as they are,
/// byte by byte.
using Records = std::map<std::string, std::string, std::less<>>;

struct CallbackBody {
  std::string body;   // JSON; empty on error
  std::string path;   // what is at fault
  std::string message;
};

/// `progress` is a progress document of the journey, `attempt` counts from 0.
CallbackBody callbackBody(const journey::Journey& journey, const journey::Document& progress, std::size_t attempt,
                          const Records& records);

}  // namespace journeys::progress
