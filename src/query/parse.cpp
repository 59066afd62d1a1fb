#include "query/parse.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "query/expr.h"
#include "query/literal.h"
#include "query/refused.h"

namespace journeys::query {
namespace {

using json::Kind;
using json::Value;

constexpr std::array<std::string_view, 16> kPathless{
    "$and",  "$or",  "$nor",        "$comment",    "$expr", "$alwaysTrue", "$alwaysFalse", "$where",
    "$text", "$ref", "$jsonSchema", "$sampleRate", "$id",   "$db",         "$rand",        "$function"};

/// Whether values nest deeper than so many containers.
bool isDeeperThan(const Value& value, int depth) {
  if (!value.isContainer()) return false;
  if (depth == 0) return true;
  for (const Value& child : value) {
    if (isDeeperThan(child, depth - 1)) return true;
  }
  return false;
}

/// Why a path cannot be followed; empty if it can.
std::string pathFault(const Path& path) {
  if (path.size() > Path::kMaxComponents) {
    return "a path may have at most " + std::to_string(Path::kMaxComponents) + " steps";
  }
  if (path.numbers() > Path::kMaxNumbers) {
    return "a path may have at most " + std::to_string(Path::kMaxNumbers) + " numbers";
  }
  return {};
}

}  // namespace

bool isPathless(std::string_view op) { return std::find(kPathless.begin(), kPathless.end(), op) != kPathless.end(); }

void Parser::count() {
  if (++nodes_ == kMaxNodes + 1) {
    report_.fault(At(), "a query may have at most " + std::to_string(kMaxNodes) + " nodes: use $in for long lists");
  }
}

Expression Parser::allOf(std::vector<Expression> children) {
  if (children.empty()) return make("{}", Always{});
  if (children.size() == 1) return std::move(children.front());
  return make("$and", And{std::move(children)});
}

Expression Parser::parse(Value& written) {
  const At here;
  if (written.kind != Kind::Object) {
    report_.fault(here, "a query has to be a JSON object");
  } else if (isDeeperThan(written, kMaxDepth)) {
    report_.fault(here, "a query may nest at most " + std::to_string(kMaxDepth) + " levels deep");
  } else {
    return query(written, Scope{}, here);
  }
  return {};
}

Expression Parser::query(Value& object, const Scope& scope, const At& at) {
  std::vector<Expression> all;
  for (Value* member = object.first; member != nullptr; member = member->next) {
    const At here(at, member->key);
    if (member->key.starts_with('$')) {
      pathless(*member, scope, here, all);
    } else {
      field(*member, scope, here, all);
    }
  }
  return allOf(std::move(all));
}

void Parser::field(Value& value, const Scope& scope, const At& at, std::vector<Expression>& all) {
  Field field{Path::parse(value.key), scope};
  if (std::string fault = pathFault(field.path); !fault.empty()) return report_.fault(at, std::move(fault));
  field.scope.place = placeBelow(scope.place, field.path);
  operators(value, field, at, all);
}

void Parser::pathless(Value& operand, const Scope& scope, const At& at, std::vector<Expression>& all) {
  const std::string_view op = operand.key;
  if (op == "$comment") return;
  if (op == "$and" || op == "$or" || op == "$nor") return logical(op, operand, scope, at, all);
  if (op == "$expr") return computed(operand, scope, at, all);
  if (op == "$alwaysTrue" || op == "$alwaysFalse") return constant(operand, at, all);
  if (std::string refusal = refusalOf(op); !refusal.empty()) return report_.fault(at, std::move(refusal));
  report_.fault(at, "unknown top level operator: " + shorten(op, 100));
}

void Parser::logical(std::string_view op, Value& operand, const Scope& scope, const At& at,
                     std::vector<Expression>& all) {
  if (operand.kind != Kind::Array || operand.first == nullptr) {
    return report_.fault(at, std::string(op) + " needs an array with at least one query");
  }
  std::vector<Expression> children;
  children.reserve(operand.size);
  std::size_t index = 0;
  for (Value* child = operand.first; child != nullptr; child = child->next) {
    const At here(at, index++);
    if (child->kind != Kind::Object) {
      report_.fault(here, std::string(op) + " needs queries, which are objects");
    } else {
      children.push_back(query(*child, scope, here));
    }
  }
  if (op == "$and") {
    all.push_back(make("$and", And{std::move(children)}));
  } else if (op == "$or") {
    all.push_back(make("$or", Or{std::move(children)}));
  } else {
    all.push_back(make("$nor", Nor{std::move(children)}));
  }
}

/// $alwaysTrue and $alwaysFalse, which MongoDB's drivers write for empty `in` lists and the like.
void Parser::constant(Value& operand, const At& at, std::vector<Expression>& all) {
  const bool holds = operand.key == "$alwaysTrue";
  if (operand.kind != Kind::Number || operand.number.integer() != 1) {
    return report_.fault(at, std::string(operand.key) + " has to be 1");
  }
  all.push_back(holds ? make("$alwaysTrue", Always{}) : make("$alwaysFalse", Never{}));
}

void Parser::computed(Value& operand, const Scope& scope, const At& at, std::vector<Expression>& all) {
  if (scope.inElement) return report_.fault(at, "$expr is about the whole record and cannot stand inside $elemMatch");
  std::shared_ptr<const Expr> expr = Expr::parse(operand, at.path(), report_.faults(), arena_);
  if (expr != nullptr) all.push_back(make("$expr", Computed{std::move(expr)}, &operand));
}

}  // namespace journeys::query
