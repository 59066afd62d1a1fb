#include "json/value.h"

#include <algorithm>
#include <cstring>

#include "json/hex.h"

namespace journeys::json {

std::optional<ObjectId> ObjectId::parse(std::string_view hex) {
  ObjectId id;
  if (hex.size() != id.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const int byte = hexDigit(hex[i * 2]) * 16 | hexDigit(hex[i * 2 + 1]);
    if (byte < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(byte);
  }
  return id;
}

std::string ObjectId::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

const Value* Value::findMember(const char* data, std::size_t length) const {
  if (kind != Kind::Object) return nullptr;
  const std::string_view name(data, length);
  const std::uint64_t head = headOf(name);
  for (const Value& member : *this) {
    if (member.key.size() == name.size() && headOf(member.key) == head && isSameRest(member.key, name)) return &member;
  }
  return nullptr;
}

template <class Item>
void Arena::Blocks<Item>::turnTo(std::size_t count) {
  while (block_ < blocks_.size() && blocks_[block_].size - used_ < count) {
    ++block_;
    used_ = 0;
  }
  if (block_ < blocks_.size()) return;
  const std::size_t size = std::max(count, nextSize_);
  blocks_.push_back({std::make_unique<Item[]>(size), size});
  nextSize_ = std::min(nextSize_ * 2, largest_);
}

template class Arena::Blocks<Value>;

std::string_view Arena::keep(std::string_view text) {
  char* const copy = texts_.take(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

char* Arena::reserve(std::size_t size) { return texts_.take(size); }

void Arena::clear() {
  values_.clear();
  texts_.clear();
}

}  // namespace journeys::json
