#include "journey/url.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace journeys::journey {
namespace {

bool startsWithIgnoringCase(std::string_view text, std::string_view lowerCase) {
  if (text.size() < lowerCase.size()) return false;
  return std::equal(lowerCase.begin(), lowerCase.end(), text.begin(),
                    [](char expected, char c) { return expected == (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
}

bool isPort(std::string_view port) {
  constexpr int kLastPort = 65'535;
  const bool isDigits = std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  return isDigits && port.size() <= 5 && (port.empty() || std::stoi(std::string(port)) <= kLastPort);
}

}  // namespace

bool isCallbackUrl(std::string_view url) {
  const bool secure = startsWithIgnoringCase(url, "https://");
  if (!secure && !startsWithIgnoringCase(url, "http://")) return false;
  const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '\\'; };
  if (std::any_of(url.begin(), url.end(), isBad)) return false;
  const std::size_t start = secure ? 8 : 7;
  const std::size_t end = std::min(url.find_first_of("/?#", start), url.size());
  std::string_view host = url.substr(start, end - start);
  host.remove_prefix(host.find('@') == std::string_view::npos ? 0 : host.rfind('@') + 1);
  if (host.starts_with('[')) {  // an IPv6 address: its colons do not begin a port
    const std::size_t bracket = host.find(']');
    if (bracket == std::string_view::npos || bracket < 3) return false;
    const std::string_view rest = host.substr(bracket + 1);
    return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
  }
  if (host.find_first_of("[]<>^`{|}\"%") != std::string_view::npos) return false;  // WHATWG URL, forbidden in a host
  const std::size_t colon = std::min(host.find(':'), host.size());
  return colon > 0 && (colon == host.size() || isPort(host.substr(colon + 1)));
}

}  // namespace journeys::journey
