#include "json/value.h"

#include <algorithm>
#include <cstring>

namespace journeys::json {
namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<ObjectId> ObjectId::parse(std::string_view hex) {
  ObjectId id;
  if (hex.size() != id.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const int high = hexDigit(hex[i * 2]);
    const int low = hexDigit(hex[i * 2 + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
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

const Value* Value::find(std::string_view name) const {
  if (kind != Kind::Object) return nullptr;
  for (const Value& member : *this) {
    if (member.key == name) return &member;
  }
  return nullptr;
}

Value* Arena::make() {
  const std::size_t block = valuesUsed_ / kValuesPerBlock;
  if (block == values_.size()) values_.push_back(std::make_unique<Value[]>(kValuesPerBlock));
  Value* value = &values_[block][valuesUsed_ % kValuesPerBlock];
  ++valuesUsed_;
  *value = Value{};
  return value;
}

std::string_view Arena::keep(std::string_view text) {
  char* copy = reserve(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

char* Arena::reserve(std::size_t size) {
  while (textBlock_ < texts_.size() && texts_[textBlock_].size - textUsed_ < size) {
    ++textBlock_;
    textUsed_ = 0;
  }
  if (textBlock_ == texts_.size()) {
    const std::size_t blockSize = std::max(size, kTextBlock);
    texts_.push_back({std::make_unique<char[]>(blockSize), blockSize});
  }
  char* room = texts_[textBlock_].bytes.get() + textUsed_;
  textUsed_ += size;
  return room;
}

void Arena::clear() {
  valuesUsed_ = 0;
  textBlock_ = 0;
  textUsed_ = 0;
}

}  // namespace journeys::json
