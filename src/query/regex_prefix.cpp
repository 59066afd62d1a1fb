#include "query/regex_prefix.h"

namespace journeys::query {

namespace {

bool hasOuterAlternatives(const std::vector<RegexItem>& items) {
  int depth = 0;
  for (const RegexItem& item : items) {
    if (item.kind == RegexItem::Kind::Open) ++depth;
    if (item.kind == RegexItem::Kind::Close) --depth;
    if (item.kind == RegexItem::Kind::Alternative && depth == 0) return true;
  }
  return false;
}

}  // namespace

std::string literalPrefix(const std::vector<RegexItem>& items) {
  std::string prefix;
  if (items.empty() || items.front().kind != RegexItem::Kind::TextStart || hasOuterAlternatives(items)) return prefix;
  for (std::size_t i = 1; i < items.size(); ++i) {
    const RegexItem& item = items[i];
    if (item.kind != RegexItem::Kind::Atom || !item.literal || item.counts.least == 0) break;
    appendUtf8(prefix, *item.literal);
    if (item.counts.least != 1 || item.counts.most != 1) break;
  }
  return prefix;
}

}  // namespace journeys::query
