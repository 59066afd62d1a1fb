// What a valid journey says that its author surely did not mean (contract/journeys.md, section 2).
#pragma once

#include <vector>

#include "journey/read.h"

namespace journeys::journey {

std::vector<Warning> warningsOf(const Journey& journey);

}  // namespace journeys::journey
