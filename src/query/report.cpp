#include "query/report.h"

#include <utility>
#include <vector>

namespace journeys::query {
namespace {

constexpr std::size_t kLongestStep = 200;

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::string At::path() const {
  std::vector<const At*> chain;
  for (const At* at = this; at->parent_ != nullptr; at = at->parent_) chain.push_back(at);
  std::string path;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    if (at != chain.rbegin()) path += '.';
    path += (*at)->isIndex_ ? std::to_string((*at)->index_) : shorten((*at)->key_, kLongestStep);
  }
  return path;
}

void Report::fault(const At& at, std::string message) {
  if (faults_.size() < kMost) faults_.push_back({at.path(), std::move(message)});
}

std::string shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && isContinuation(text[most])) --most;
  return std::string(text.substr(0, most)) + "…";
}

}  // namespace journeys::query
