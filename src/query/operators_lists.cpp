// $in, $nin and $all.
#include <algorithm>
#include <string>

#include "query/compare.h"
#include "query/operators.h"

namespace journeys::query {

using json::Kind;
using json::Value;

bool Operators::list(Value& operand, const At& at) {
  if (operand.key == "$in" || operand.key == "$nin") {
    in(operand, at);
  } else if (operand.key == "$all") {
    all(operand, at);
  } else {
    return false;
  }
  return true;
}

bool Operators::isArray(const Value& operand, const At& at) {
  if (operand.kind == Kind::Array) return true;
  report_.fault(at, std::string(operand.key) + " needs an array");
  return false;
}

void Operators::in(Value& operand, const At& at) {
  auto node = members(operand, at);
  if (!node) return;
  if (operand.key == "$in") return add(operand, std::move(*node));
  all_.push_back(negated("$nin", "$in", operand, std::move(*node)));
}

std::optional<In> Operators::members(Value& operand, const At& at) {
  if (!isArray(operand, at)) return std::nullopt;
  Field field = target(operand);
  In in{std::move(field.path), {}, {}};
  bool read = true;
  std::size_t index = 0;
  for (Value* member = operand.first; member != nullptr; member = member->next) {
    const At here(at, index++);
    if (isPattern(*member)) {
      in.patterns.push_back(listedPattern(*member, here));
      read = read && in.patterns.back() != nullptr;
      parser_.count();
    } else {
      read = readLiteral(*member, field.scope.place, here, parser_.arena(), report_) && read;
      in.values.push_back(member);
      in.hasNull = in.hasNull || member->kind == Kind::Null;
    }
  }
  if (!read) return std::nullopt;
  std::sort(in.values.begin(), in.values.end(), [](const auto* a, const auto* b) { return compare(*a, *b) < 0; });
  const auto same = [](const auto* a, const auto* b) { return compare(*a, *b) == 0; };
  in.values.erase(std::unique(in.values.begin(), in.values.end(), same), in.values.end());
  return in;
}

/// A regular expression among values: nothing else may stand in its object.
std::shared_ptr<const Regex> Operators::listedPattern(Value& written, const At& at) {
  for (const Value& member : written) {
    if (isPattern(written) && member.key != "$regex" && member.key != "$options" &&
        member.key != "$regularExpression") {
      report_.fault(At(at, member.key), "nothing else may stand beside a regular expression");
      return nullptr;
    }
  }
  return readPattern(written, at, report_);
}

void Operators::all(Value& operand, const At& at) {
  if (!isArray(operand, at)) return;
  if (operand.first == nullptr) return add(operand, Never{});
  const bool elemMatches = operand.first->find("$elemMatch") != nullptr;
  std::vector<Expression> children;
  std::size_t index = 0;
  for (Value* member = operand.first; member != nullptr; member = member->next) {
    allMember(*member, elemMatches, At(at, index++), children);
  }
  add(operand, And{std::move(children)});
}

void Operators::allMember(Value& member, bool elemMatches, const At& at, std::vector<Expression>& children) {
  if (elemMatches) {
    if (member.kind != Kind::Object || member.size != 1 || member.first->key != "$elemMatch") {
      return report_.fault(at, "$all takes either values or $elemMatch alone, not both");
    }
    return elemMatch(*member.first, At(at, member.first->key), children);
  }
  Operators one(parser_, field_, children);
  if (isPattern(member)) {
    if (auto pattern = listedPattern(member, at); pattern != nullptr) {
      children.push_back(parser_.make("$regex", Match{field_.path, std::move(pattern)}, &member));
    }
    return;
  }
  one.equal("$eq", member, at);
}

}  // namespace journeys::query
