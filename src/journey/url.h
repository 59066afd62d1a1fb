// Whether a callback has somewhere to go. Where that is, and whether it may be asked, the host decides.
#pragma once

#include <string_view>

namespace journeys::journey {

/// An absolute http or https URL with a host (RFC 3986, section 3), without white space or control characters.
bool isCallbackUrl(std::string_view url);

}  // namespace journeys::journey
