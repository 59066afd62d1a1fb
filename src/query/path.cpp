#include "query/path.h"

#include <algorithm>
#include <charconv>

#include "json/projection.h"

namespace journeys::query {
namespace {

constexpr std::string_view kEscapedDot = "&46;";

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// MongoDB compares a component with the text of an index, so that `01` is none.
std::uint32_t indexOf(std::string_view component) {
  const bool canonical = json::isIndex(component) && (component.size() == 1 || component.front() != '0');
  std::uint32_t index = 0;
  if (!canonical) return Path::kNoIndex;
  const auto [end, error] = std::from_chars(component.data(), component.data() + component.size(), index);
  return error == std::errc() ? index : Path::kNoIndex;
}

}  // namespace

Path Path::parse(std::string_view dotted) {
  Path path;
  for (std::size_t at = 0; at <= dotted.size();) {
    const std::size_t dot = std::min(dotted.find('.', at), dotted.size());
    std::string component(dotted.substr(at, dot - at));
    replaceAll(component, kEscapedDot, ".");
    path.indices_.push_back(indexOf(component));
    path.components_.push_back(std::move(component));
    at = dot + 1;
  }
  return path;
}

std::size_t Path::numbers() const {
  return static_cast<std::size_t>(std::count_if(components_.begin(), components_.end(), json::isIndex));
}

std::string Path::text() const {
  std::string text;
  for (std::size_t at = 0; at < components_.size(); ++at) {
    std::string component = components_[at];
    replaceAll(component, ".", kEscapedDot);
    if (at > 0) text += '.';
    text += component;
  }
  return text;
}

const json::Value* offering::element(const json::Value& array, std::uint32_t index) {
  const json::Value* element = index < array.size ? array.first : nullptr;
  for (; element != nullptr && index > 0; --index) element = element->next;
  return element;
}

}  // namespace journeys::query
