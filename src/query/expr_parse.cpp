#include "query/expr_parse.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "query/expr_literals.h"
#include "query/expression.h"
#include "query/literal.h"

namespace journeys::query {

namespace {

using json::Kind;
using json::Value;

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();

struct Operator {
  std::string_view name;
  ExprOp op;
  std::size_t least;
  std::size_t most;
};

constexpr std::array<Operator, 23> kOperators = {{
    {"$eq", ExprOp::Equal, 2, 2},
    {"$ne", ExprOp::NotEqual, 2, 2},
    {"$gt", ExprOp::Greater, 2, 2},
    {"$gte", ExprOp::GreaterOrEqual, 2, 2},
    {"$lt", ExprOp::Less, 2, 2},
    {"$lte", ExprOp::LessOrEqual, 2, 2},
    {"$cmp", ExprOp::Compare, 2, 2},
    {"$and", ExprOp::And, 0, kAny},
    {"$or", ExprOp::Or, 0, kAny},
    {"$not", ExprOp::Not, 1, 1},
    {"$in", ExprOp::In, 2, 2},
    {"$ifNull", ExprOp::IfNull, 2, kAny},
    {"$add", ExprOp::Add, 0, kAny},
    {"$subtract", ExprOp::Subtract, 2, 2},
    {"$multiply", ExprOp::Multiply, 0, kAny},
    {"$divide", ExprOp::Divide, 2, 2},
    {"$abs", ExprOp::Abs, 1, 1},
    {"$size", ExprOp::Size, 1, 1},
    {"$toLower", ExprOp::ToLower, 1, 1},
    {"$toUpper", ExprOp::ToUpper, 1, 1},
    {"$strLenCP", ExprOp::Length, 1, 1},
    {"$substrCP", ExprOp::Substring, 3, 3},
    {"$concat", ExprOp::Concat, 0, kAny},
}};

class ExprParser {
 public:
  ExprParser(Faults& faults, json::Arena& arena) : faults_(faults), arena_(arena) {}

  ExprNode expression(const Value& spec, const std::string& path, int depth) {
    if (depth > kMaxDepth || ++nodes_ > kMaxNodes) {
      return refuse(path, depth > kMaxDepth ? "$expr is nested too deeply" : "$expr has too many operators and values");
    }
    switch (spec.kind) {
      case Kind::String:
        return spec.text.starts_with('$') ? field(spec.text, path) : literalNode(copyTree(spec, arena_));
      case Kind::Array:
        return foldLiterals(list(spec, path, depth), arena_);
      case Kind::Object:
        return object(spec, path, depth);
      default:
        return literalNode(copyTree(spec, arena_));
    }
  }

 private:
  // --- values ---

  ExprNode literal(const Value& spec, const std::string& path) {
    Value* value = copyTree(spec, arena_);
    Report report;
    readLiteral(*value, json::Projection::kNowhere, At(), arena_, report);
    for (const Fault& fault : report.faults()) {
      faults_.push_back({fault.path.empty() ? path : below(path, fault.path), fault.message});
    }
    return literalNode(value);
  }

  ExprNode list(const Value& spec, const std::string& path, int depth) {
    ExprNode node;
    node.op = ExprOp::Array;
    std::size_t index = 0;
    for (const Value& element : spec) {
      node.operands.push_back(expression(element, below(path, std::to_string(index++)), depth + 1));
    }
    return node;
  }

  ExprNode object(const Value& spec, const std::string& path, int depth) {
    if (spec.first != nullptr && spec.first->key.starts_with('$')) {
      if (formOf(spec) == Form::Value) return literal(spec, path);
      if (spec.size != 1) return refuse(path, "an operator in $expr stands alone in its object");
      return operation(*spec.first, below(path, spec.first->key), depth + 1);
    }
    ExprNode node;
    node.op = ExprOp::Object;
    for (const Value& member : spec) {
      const std::string here = below(path, member.key);
      if (member.key.starts_with('$')) return refuse(here, "an operator in $expr stands alone in its object");
      if (member.key.find('.') != std::string_view::npos) {
        return refuse(here, "a field's name in an object within $expr has no dots");
      }
      node.keys.push_back(arena_.keep(member.key));
      node.operands.push_back(expression(member, here, depth + 1));
    }
    return foldLiterals(std::move(node), arena_);
  }

  // --- fields ---

  // `$a.b`, `$$ROOT.a`: MongoDB manual, "Field Path and System Variables".
  ExprNode field(std::string_view text, const std::string& path) {
    ExprNode node;
    node.op = ExprOp::Field;
    std::string_view dotted = text.substr(1);
    if (dotted.starts_with('$')) {
      const std::string_view name =
          dotted.substr(1, dotted.find('.') == std::string_view::npos ? dotted.size() : dotted.find('.') - 1);
      if (name == "REMOVE" && dotted.size() == name.size() + 1) return literalNode(nullptr);
      if (name != "ROOT" && name != "CURRENT") {
        return refuse(path, "the variable $$" + shorten(name, 100) +
                                " is not supported in $expr: only $$ROOT, "
                                "$$CURRENT and $$REMOVE are");
      }
      if (dotted.size() == name.size() + 1) return node;
      dotted.remove_prefix(name.size() + 2);
    }
    node.path = Path::parse(dotted);
    if (node.path.size() > Path::kMaxComponents) return refuse(path, "a field path has too many steps");
    for (const std::string& component : node.path.components()) {
      const bool bad = component.empty() || component.front() == '$' || component.find('\0') != std::string::npos;
      if (bad) return refuse(path, "a field path names a field at each step: " + shorten(text, 100) + " does not");
    }
    return node;
  }

  // --- operators ---

  ExprNode operation(const Value& operand, const std::string& path, int depth) {
    if (operand.key == "$literal") return literal(operand, path);
    if (operand.key == "$cond") return condition(operand, path, depth);
    if (operand.key == "$dateDiff") return difference(operand, path, depth);
    const auto known =
        std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& o) { return o.name == operand.key; });
    if (known == kOperators.end()) {
      return refuse(path, shorten(operand.key, 100) + " is not supported in $expr");
    }
    ExprNode node = operands(operand, path, depth);
    node.op = known->op;
    if (node.operands.size() < known->least || node.operands.size() > known->most) {
      const std::string wants = (known->most == kAny ? "at least " : "") + std::to_string(known->least);
      return refuse(path, std::string(known->name) + " takes " + wants + " operands, not " +
                              std::to_string(node.operands.size()));
    }
    const bool compares = node.op >= ExprOp::Equal && node.op <= ExprOp::Compare;
    if (compares || node.op == ExprOp::In) typeLiterals(node, arena_);
    return node;
  }

  // One operand may stand without the brackets of a list.
  ExprNode operands(const Value& operand, const std::string& path, int depth) {
    if (operand.kind == Kind::Array) return list(operand, path, depth);
    ExprNode node;
    node.operands.push_back(expression(operand, path, depth));
    return node;
  }

  ExprNode condition(const Value& operand, const std::string& path, int depth) {
    ExprNode node;
    if (operand.kind == Kind::Object) {
      node = members(operand, path, depth, {"if", "then", "else"}, 3);
    } else {
      node = operands(operand, path, depth);
      if (node.operands.size() != 3) return refuse(path, "$cond takes 3 operands: if, then, else");
    }
    node.op = ExprOp::Cond;
    return node;
  }

  ExprNode difference(const Value& operand, const std::string& path, int depth) {
    if (operand.kind != Kind::Object) return refuse(path, "$dateDiff takes an object");
    const ExprNode given =
        members(operand, path, depth, {"startDate", "endDate", "unit", "timezone", "startOfWeek"}, 3);
    ExprNode node;
    if (given.operands.size() != 5) return node;
    node.op = ExprOp::DateDiff;
    node.operands.assign(given.operands.begin(), given.operands.begin() + 2);
    for (ExprNode& date : node.operands) typeLiterals(date, json::Cast::Date, arena_);
    const auto constant = [&](std::size_t at, auto parse, auto& into, const char* name, const char* wants) {
      const Value* value = given.operands[at].literal;
      if (given.operands[at].op == ExprOp::Literal && value == nullptr && at > 2) return;
      const auto parsed = value != nullptr && value->kind == Kind::String ? parse(value->text) : std::nullopt;
      if (parsed) {
        into = *parsed;
      } else {
        refuse(below(path, name), std::string("$dateDiff needs for ") + name + " " + wants);
      }
    };
    constant(2, parseDateUnit, node.span.unit, "unit",
             "the name of a unit: year, quarter, month, week, day, hour, minute, second or millisecond");
    constant(3, parseZone, node.span.offsetMinutes, "timezone",
             "UTC or an offset such as +02:00: other time zones are not supported");
    constant(4, parseWeekday, node.span.weekStart, "startOfWeek", "the name of a weekday");
    return node;
  }

  // The operands of an operator that takes them by name, in the order of `names`; the first `required` have to be
  // there, others are "missing".
  ExprNode members(const Value& operand, const std::string& path, int depth,
                   std::initializer_list<std::string_view> names, std::size_t required) {
    ExprNode node;
    for (const Value& member : operand) {
      if (std::find(names.begin(), names.end(), member.key) == names.end()) {
        refuse(below(path, member.key), std::string(operand.key) + " has no operand " + shorten(member.key, 100));
      }
    }
    for (std::string_view name : names) {
      const Value* member = operand.find(name);
      if (member == nullptr && node.operands.size() < required) {
        refuse(path, std::string(operand.key) + " needs the operand " + std::string(name));
      }
      node.operands.push_back(member == nullptr ? literalNode(nullptr)
                                                : expression(*member, below(path, name), depth + 1));
    }
    return node;
  }

  ExprNode refuse(const std::string& path, std::string message) {
    if (faults_.size() < Report::kMost) faults_.push_back({path, std::move(message)});
    return {};
  }

  Faults& faults_;
  json::Arena& arena_;
  std::size_t nodes_ = 0;
};

}  // namespace

ExprNode parseExpr(const json::Value& spec, const std::string& path, Faults& faults, json::Arena& arena) {
  return ExprParser(faults, arena).expression(spec, path, 0);
}

}  // namespace journeys::query
