#include "query/pattern.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "query/expression.h"
#include "query/literal.h"

namespace journeys::query {
namespace {

using json::Kind;
using json::Value;
using namespace std::string_view_literals;

std::shared_ptr<const Regex> compile(std::string_view pattern, std::string_view options, const At& at, Report& report) {
  if (pattern.size() > kMaxPattern) {
    report.fault(at,
                 "a regular expression may have at most 32764 bytes; this one has " + std::to_string(pattern.size()));
    return nullptr;
  }
  if (pattern.find('\0') != std::string_view::npos) {
    report.fault(at, "a regular expression cannot contain a null character");
    return nullptr;
  }
  auto compiled = Regex::compile(pattern, options);
  if (const auto* message = std::get_if<std::string>(&compiled)) {
    report.fault(at, *message);
    return nullptr;
  }
  return std::make_shared<const Regex>(std::get<Regex>(std::move(compiled)));
}

struct Pattern {
  std::string_view text;
  std::string_view options;
};

/// Reads {"$regularExpression": {"pattern": ..., "options": ...}}.
std::optional<Pattern> readRegularExpression(const Value& holder, const At& at, Report& report) {
  const Value& written = *holder.first;
  const Value* text = written.find("pattern");
  const Value* options = written.find("options");
  const bool complete = holder.size == 1 && text != nullptr && text->kind == Kind::String &&
                        (options == nullptr || options->kind == Kind::String) &&
                        written.size == (options == nullptr ? 1U : 2U);
  if (complete) return Pattern{text->text, options == nullptr ? ""sv : options->text};
  report.fault(at, "$regularExpression stands alone and needs an object of two strings, pattern and options");
  return std::nullopt;
}

/// Reads what stands behind $regex.
std::optional<Pattern> readRegex(const Value& written, const At& at, Report& report) {
  if (written.kind == Kind::String) return Pattern{written.text, ""sv};
  if (formOf(written) == Form::Pattern) return readRegularExpression(written, At(at, written.first->key), report);
  report.fault(at, "$regex has to be a string");
  return std::nullopt;
}

}  // namespace

bool isPattern(const Value& written) {
  const std::string_view key = written.kind == Kind::Object && written.first != nullptr ? written.first->key : ""sv;
  return key == "$regularExpression" || key == "$regex" || key == "$options";
}

std::shared_ptr<const Regex> readPattern(const Value& written, const At& at, Report& report) {
  if (formOf(written) == Form::Pattern) {
    const At here(at, written.first->key);
    const auto pattern = readRegularExpression(written, here, report);
    return pattern ? compile(pattern->text, pattern->options, here, report) : nullptr;
  }
  const At regexAt(at, "$regex"sv);
  const At optionsAt(at, "$options"sv);
  const Value* regex = written.find("$regex");
  const Value* options = written.find("$options");
  if (regex == nullptr) {
    report.fault(optionsAt, "$options needs a $regex");
    return nullptr;
  }
  auto pattern = readRegex(*regex, regexAt, report);
  if (options != nullptr && options->kind != Kind::String) {
    report.fault(optionsAt, "$options has to be a string");
    return nullptr;
  }
  if (!pattern) return nullptr;
  if (options != nullptr && !options->text.empty() && !pattern->options.empty()) {
    report.fault(optionsAt, "options are set in both $regex and $options");
    return nullptr;
  }
  return compile(pattern->text, pattern->options.empty() && options ? options->text : pattern->options, regexAt,
                 report);
}

}  // namespace journeys::query
