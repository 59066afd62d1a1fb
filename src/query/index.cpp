#include "query/index.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <unordered_map>

namespace journeys::query {

Index::Index(std::vector<std::shared_ptr<const Condition>> conditions, json::Projection projection)
    : projection_(std::move(projection)) {
  merge(std::move(conditions));
  for (std::size_t i = 0; i + 1 < entries_.size(); ++i) entries_[i].condition->need(projection_);
  file();
}

// --- building ---

void Index::merge(std::vector<std::shared_ptr<const Condition>> conditions) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  known.reserve(conditions.size());
  std::vector<std::uint32_t> entryOf(conditions.size());
  for (std::size_t id = 0; id < conditions.size(); ++id) {
    const auto [found, isNew] =
        known.try_emplace(conditions[id]->canonical(), static_cast<std::uint32_t>(entries_.size()));
    if (isNew) entries_.push_back({std::move(conditions[id]), 0, 0});
    entryOf[id] = found->second;
  }
  shape_.conditions = entries_.size();
  entries_.emplace_back();
  entries_.shrink_to_fit();

  // Each entry's ids stand behind one another: count, add up, fill in.
  for (const std::uint32_t entry : entryOf) ++entries_[entry + 1].firstId;
  for (std::size_t i = 1; i < entries_.size(); ++i) entries_[i].firstId += entries_[i - 1].firstId;
  ids_.resize(entryOf.size());
  std::vector<std::uint32_t> filled(shape_.conditions);
  for (std::size_t id = 0; id < entryOf.size(); ++id) {
    const std::uint32_t entry = entryOf[id];
    ids_[entries_[entry].firstId + filled[entry]++] = static_cast<std::uint32_t>(id);
  }
}

void Index::file() {
  AnchorFinder finder(projection_);
  for (std::size_t i = 0; i < shape_.conditions; ++i) finder.count(entries_[i].condition->expression());
  finder.finishCounting();
  keys_.resize(projection_.size());

  std::vector<Filed> filed;
  for (std::uint32_t i = 0; i < shape_.conditions; ++i) {
    const Anchor anchor = finder.choose(entries_[i].condition->expression());
    if (anchor.kind == Anchor::Kind::Any) unanchored_.push_back(i);
    for (const AnchorKey& key : anchor.keys) {
      filed.push_back({key.hash, i});
      expect(key);
    }
  }
  shape_.unanchored = unanchored_.size();
  shape_.anchored = shape_.conditions - shape_.unanchored;

  const auto byHash = [](const Filed& a, const Filed& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.entry < b.entry;
  };
  const auto same = [](const Filed& a, const Filed& b) { return a.hash == b.hash && a.entry == b.entry; };
  std::sort(filed.begin(), filed.end(), byHash);
  filed.erase(std::unique(filed.begin(), filed.end(), same), filed.end());
  post(filed);
}

void Index::expect(const AnchorKey& key) {
  Keys& keys = keys_[key.place];
  if (key.form == AnchorKey::Form::Presence) keys.presence = true;
  if (key.form == AnchorKey::Form::Scalar) keys.scalars = true;
  if (key.form != AnchorKey::Form::Prefix) return;
  const auto at = std::lower_bound(keys.prefixSizes.begin(), keys.prefixSizes.end(), key.prefixSize);
  if (at == keys.prefixSizes.end() || *at != key.prefixSize) keys.prefixSizes.insert(at, key.prefixSize);
}

// `filed` is sorted by hash.
void Index::post(const std::vector<Filed>& filed) {
  std::size_t postings = 0;
  for (std::size_t i = 0; i < filed.size(); ++i) postings += i == 0 || filed[i].hash != filed[i - 1].hash ? 1U : 0U;
  slots_.resize(std::bit_ceil(postings * 2 + 1));
  posted_.reserve(filed.size());
  for (const Filed& item : filed) {
    Posting& posting = slot(item.hash);
    if (posting.size == 0) posting = {item.hash, static_cast<std::uint32_t>(posted_.size()), 0, 0};
    posted_.push_back(item.entry);
    shape_.longestPosting = std::max<std::size_t>(shape_.longestPosting, ++posting.size);
  }
}

// The posting with that hash, or the free slot where it would be.
Index::Posting& Index::slot(AnchorHash hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].size != 0 && slots_[at].hash != hash) at = (at + 1) & mask;
  return slots_[at];
}

// --- matching ---

void Index::match(const json::Value& record, std::vector<std::uint32_t>& matching) {
  matching.clear();
  nextRecord();
  record_ = &record;
  matching_ = &matching;
  if (record.place == json::Projection::kRoot) {
    walk(record);
    for (const std::uint32_t entry : unanchored_) attempt(entries_[entry]);
  } else {
    for (std::size_t i = 0; i < shape_.conditions; ++i) attempt(entries_[i]);
  }
}

// Numbers records, so that nothing has to be wiped between them. After 2^32 of them the notes start over.
void Index::nextRecord() {
  if (++recordNumber_ != 0) return;
  for (Entry& entry : entries_) entry.tried = 0;
  for (Posting& posting : slots_) posting.opened = 0;
  recordNumber_ = 1;
}

// Goes as deep as the record, which the scanner bounds (json::kMaxDepth). Below a value that stands nowhere in the
// projection nothing stands anywhere in it.
void Index::walk(const json::Value& value) {
  if (value.place == json::Projection::kNowhere) return;
  const Keys& keys = keys_[value.place];
  if (keys.presence) open(hashPresence(value.place));
  if (value.isContainer()) {
    for (const json::Value& child : value) walk(child);
    return;
  }
  if (keys.scalars) open(hashScalar(value.place, value));
  if (value.kind == json::Kind::String) openPrefixes(keys, value);
}

void Index::openPrefixes(const Keys& keys, const json::Value& value) {
  for (const std::uint8_t size : keys.prefixSizes) {
    if (size > value.text.size()) return;
    open(hashPrefix(value.place, value.text.substr(0, size)));
  }
}

void Index::open(AnchorHash hash) {
  Posting& posting = slot(hash);
  if (posting.size == 0 || posting.opened == recordNumber_) return;
  posting.opened = recordNumber_;
  for (std::uint32_t i = 0; i < posting.size; ++i) attempt(entries_[posted_[posting.first + i]]);
}

void Index::attempt(Entry& entry) {
  if (entry.tried == recordNumber_) return;
  entry.tried = recordNumber_;
  if (!entry.condition->matches(*record_)) return;
  const Entry& next = *(&entry + 1);
  for (std::uint32_t i = entry.firstId; i < next.firstId; ++i) matching_->push_back(ids_[i]);
}

}  // namespace journeys::query
