#include "query/regex.h"

#include <re2/re2.h>

#include <optional>

#include "query/expression.h"
#include "query/regex_translate.h"

namespace journeys::query {

namespace {

// What one expression may keep: its program and the states that its automaton remembers. RE2 asks for the budget
// in advance and refuses a program that does not fit, so a pattern gets the smallest budget it fits into, and many
// thousands of usual ones stay small. An automaton that has used up its budget forgets its states and starts over;
// one that does so all the time gives way to RE2's NFA, which is slower, and linear in the text all the same.
constexpr std::int64_t kBudgets[] = {64 << 10, 512 << 10, 4 << 20, 16 << 20};

std::variant<RegexOptions, std::string> readOptions(std::string_view letters) {
  RegexOptions options;
  for (char letter : letters) {
    switch (letter) {
      case 'i':
        options.caseless = true;
        break;
      case 'm':
        options.multiline = true;
        break;
      case 's':
        options.dotAll = true;
        break;
      case 'x':
        options.extended = true;
        break;
      case 'u':
        break;
      default:
        return std::string("invalid flag in regex options: ") + letter;
    }
  }
  return options;
}

std::string explain(const re2::RE2& engine) {
  switch (engine.error_code()) {
    case re2::RE2::ErrorPatternTooLarge:
      return "regular expression is too large: its repetitions within repetitions multiply";
    case re2::RE2::ErrorRepeatSize:
      return "regular expression repeats more than 1000 times, which is not supported";
    case re2::RE2::ErrorBadCharRange:
      return "regular expression names an unknown Unicode property: " + engine.error_arg();
    default:
      return "regular expression is not supported: " + engine.error();
  }
}

}  // namespace

std::variant<Regex, std::string> Regex::compile(std::string_view pattern, std::string_view options) {
  if (pattern.size() > kMaxPattern) {
    return "regular expression is longer than " + std::to_string(kMaxPattern) + " bytes";
  }
  if (pattern.find('\0') != std::string_view::npos || options.find('\0') != std::string_view::npos) {
    return std::string("regular expression contains a null byte");
  }
  const std::variant<RegexOptions, std::string> flags = readOptions(options);
  if (const auto* fault = std::get_if<std::string>(&flags)) return *fault;
  TranslatedRegex translated = translateRegex(pattern, std::get<RegexOptions>(flags));
  if (!translated.fault.empty()) return translated.fault;

  re2::RE2::Options settings;
  settings.set_log_errors(false);
  settings.set_never_capture(true);
  std::unique_ptr<re2::RE2> engine;
  for (const std::int64_t budget : kBudgets) {
    settings.set_max_mem(budget);
    engine = std::make_unique<re2::RE2>(translated.pattern, settings);
    if (engine->error_code() != re2::RE2::ErrorPatternTooLarge) break;
  }
  if (!engine->ok()) return explain(*engine);
  return Regex(std::string(pattern), std::string(options), std::move(translated.prefix), std::move(engine));
}

bool Regex::matches(std::string_view text) const {
  return engine_->Match(text, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

Regex::Regex(std::string pattern, std::string options, std::string prefix, std::unique_ptr<re2::RE2> engine)
    : pattern_(std::move(pattern)),
      options_(std::move(options)),
      prefix_(std::move(prefix)),
      engine_(std::move(engine)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

}  // namespace journeys::query
