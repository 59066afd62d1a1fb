#include "query/render.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "json/time.h"
#include "query/report.h"

namespace journeys::query {
namespace {

using Json = nlohmann::ordered_json;
using json::Kind;
using json::Value;

constexpr std::size_t kLongestString = 200;
constexpr std::size_t kMostMembers = 20;
constexpr std::size_t kMostValues = 100;
constexpr int kDeepest = 6;
constexpr const char* kEllipsis = "…";

Json renderNumber(const json::Number& number) {
  if (const auto whole = number.integer()) return *whole;
  const double nearest = number.nearest();
  if (std::isfinite(nearest)) return nearest;
  const char* const name = std::isnan(nearest) ? "NaN" : (nearest > 0 ? "Infinity" : "-Infinity");
  return Json{{"$numberDouble", name}};
}

/// Renders one value; what is left out shows as an ellipsis.
class Renderer {
 public:
  Json render(const Value& value, int levels) {
    switch (value.kind) {
      case Kind::Null:
        return nullptr;
      case Kind::Boolean:
        return value.boolean;
      case Kind::Number:
        return renderNumber(value.number);
      case Kind::String:
        return shorten(value.text, kLongestString);
      case Kind::Array:
        return array(value, levels);
      case Kind::Object:
        return object(value, levels);
      case Kind::Date:
        return Json{{"$date", json::formatMilliseconds(value.milliseconds)}};
      case Kind::ObjectId:
        return Json{{"$oid", value.objectId.hex()}};
    }
    return nullptr;
  }

 private:
  bool isFull(const Json& container, int levels) {
    return levels == 0 || container.size() == kMostMembers || ++rendered_ > kMostValues;
  }

  Json array(const Value& value, int levels) {
    Json list = Json::array();
    for (const Value& element : value) {
      if (isFull(list, levels)) {
        list.push_back(kEllipsis);
        break;
      }
      list.push_back(render(element, levels - 1));
    }
    return list;
  }

  Json object(const Value& value, int levels) {
    Json members = Json::object();
    for (const Value& member : value) {
      if (isFull(members, levels)) {
        members[kEllipsis] = kEllipsis;
        break;
      }
      members[shorten(member.key, kLongestString)] = render(member, levels - 1);
    }
    return members;
  }

  std::size_t rendered_ = 0;
};

}  // namespace

Json render(const Value& value) { return Renderer().render(value, kDeepest); }

Json renderOffered(const Value* offered) {
  if (offered == nullptr) return Json{{"$missing", true}};
  return render(*offered);
}

}  // namespace journeys::query
