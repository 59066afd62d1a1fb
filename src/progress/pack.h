// What a replay holds, as bytes, to be put into another replay of the same journeys. Progress depends on the set of
// statements only, so statements may be replayed in parts, side by side, and the parts be put together. The bytes are for
// the same build of the engine: they are not kept, nor sent elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "progress/replay.h"

namespace journeys::progress {

void pack(const Replay& replay, std::string& bytes);

/// Takes in what another replay packed; false, and nothing is taken in, where the bytes are none of a replay of the same
/// journeys.
bool merge(Replay& replay, std::string_view bytes);

}  // namespace journeys::progress
