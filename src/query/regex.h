// Regular expressions as MongoDB's `$regex` takes them, matched in linear time and bounded memory by RE2
// (contract/queries.md, `$regex`). Knows nothing of queries.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace re2 {
class RE2;
}

namespace journeys::query {

/// Immutable, and safe to use from many threads at once.
class Regex {
 public:
  /// A regular expression, or why it cannot be one, for the user. The options are letters of `imsx`; `u`, which newer
  /// servers know, changes nothing.
  static std::variant<Regex, std::string> compile(std::string_view pattern, std::string_view options);

  /// Whether it meets the text anywhere in it. The text is valid UTF-8.
  bool matches(std::string_view text) const;

  /// As the user wrote them.
  const std::string& pattern() const { return pattern_; }
  const std::string& options() const { return options_; }

  /// Every text it meets starts with these bytes: the literal characters behind a `^`. Often empty.
  const std::string& prefix() const { return prefix_; }

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

 private:
  Regex(std::string pattern, std::string options, std::string prefix, std::unique_ptr<re2::RE2> engine);

  std::string pattern_;
  std::string options_;
  std::string prefix_;
  std::unique_ptr<re2::RE2> engine_;
};

}  // namespace journeys::query
