#include "query/refused.h"

#include <array>

namespace journeys::query {
namespace {

struct Refusal {
  std::string_view op;
  std::string_view why;  // and what to do
};

constexpr std::string_view kNoScript = "conditions run no JavaScript; use $expr or other operators";
constexpr std::string_view kNoChance = "progress may not depend on chance";
constexpr std::string_view kNoReference = "statement records hold no database references";
constexpr std::string_view kNoPlace = "statements are not indexed by place; compare coordinates with $gte and $lte";

constexpr std::array kRefusals{
    Refusal{"$where", kNoScript},
    Refusal{"$function", kNoScript},
    Refusal{"$accumulator", kNoScript},
    Refusal{"$text", "it needs a text index; use $regex"},
    Refusal{"$jsonSchema", "use $type, $exists and comparisons"},
    Refusal{"$sampleRate", kNoChance},
    Refusal{"$rand", kNoChance},
    Refusal{"$personaIdent", "it needs a persona service; compare person._id or statement.actor"},
    Refusal{"$ref", kNoReference},
    Refusal{"$id", kNoReference},
    Refusal{"$db", kNoReference},
    Refusal{"$geoIntersects", kNoPlace},
    Refusal{"$geoWithin", kNoPlace},
    Refusal{"$geoNear", kNoPlace},
    Refusal{"$within", kNoPlace},
    Refusal{"$near", kNoPlace},
    Refusal{"$nearSphere", kNoPlace},
    Refusal{"$geometry", kNoPlace},
    Refusal{"$maxDistance", kNoPlace},
    Refusal{"$minDistance", kNoPlace},
    Refusal{"$box", kNoPlace},
    Refusal{"$center", kNoPlace},
    Refusal{"$centerSphere", kNoPlace},
    Refusal{"$polygon", kNoPlace},
    Refusal{"$uniqueDocs", kNoPlace},
};

}  // namespace

std::string refusalOf(std::string_view op) {
  for (const Refusal& refusal : kRefusals) {
    if (refusal.op == op) return std::string(op) + " is not supported: " + std::string(refusal.why);
  }
  return {};
}

}  // namespace journeys::query
