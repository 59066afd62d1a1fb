#include "json/skimmer.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace journeys::json;

namespace {

/// A text with nothing behind it that could be read by mistake: a sanitizer knows where it ends.
class Exactly {
 public:
  explicit Exactly(std::string_view text) : bytes_(text.begin(), text.end()) { bytes_.shrink_to_fit(); }
  std::string_view text() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;
};

/// What becomes of a text that is read whole, or skimmed.
struct Verdict {
  std::size_t end;
  std::size_t offset;
  std::string message;
  bool truncated;
  bool operator==(const Verdict&) const = default;
};

Verdict verdictOn(std::string_view text, Need need) {
  Projection projection;
  projection.need({}, need);
  Arena arena;
  const Exactly exact(text);
  const Scanned scanned = scan(exact.text(), 0, projection, Projection::kRoot, arena);
  return {scanned.end, scanned.error.offset, scanned.error.message, scanned.error.truncated};
}

const std::string kDocument = R"({"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00"],"a key of twenty bytes":{"":"","b":)"
                              "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 and thirty-two bytes of plain text\"} , "
                              R"("c" : [ ] ,"d":{"e":[{"f":"g"},{}]}})";

}  // namespace

TEST_CASE("a string ends at its quote, however long it is, wherever it begins and whatever follows") {
  for (std::size_t before = 0; before < 17; ++before) {
    for (std::size_t size = 0; size < 70; ++size) {
      for (const std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{40}}) {
        const std::string content(size, 'x');
        const Exactly exact(std::string(before, ' ') + '"' + content + '"' + std::string(after, '"'));
        Skimmer skimmer(exact.text());
        const auto at = skimmer.position(before);
        const Skimmer::String string = skimmer.string(at);
        REQUIRE(string.end == at + size + 2);
        REQUIRE(string.content(at) == content);
      }
    }
  }
}

TEST_CASE("what cannot be in a string is found at every place of it") {
  struct Wrong {
    std::string bytes;
    const char* message;
  };
  const std::vector<Wrong> all = {{std::string(1, '\0'), "a control character within a string"},
                                  {"\x1F", "a control character within a string"},
                                  {"\x80", "not UTF-8"},
                                  {"\xFF", "not UTF-8"},
                                  {"\xC3x", "not UTF-8"},
                                  {"\xED\xA0\x80", "not UTF-8"},
                                  {"\\x", "not an escape"},
                                  {"\\u12g4", "not an escape"},
                                  {"\\udc00", "a surrogate that is not half of a pair"}};
  for (const auto& [bytes, message] : all) {
    for (std::size_t before = 0; before < 40; ++before) {
      for (const std::size_t after : {std::size_t{12}, std::size_t{40}}) {
        const std::string text = '"' + std::string(before, 'x') + bytes + std::string(after, 'x') + '"';
        const Verdict expected{0, before + 1, message, false};
        REQUIRE(verdictOn(text, Need::Presence) == expected);
        REQUIRE(verdictOn("[" + text + "]", Need::Presence) == Verdict{0, before + 2, message, false});
      }
    }
  }
}

TEST_CASE("escapes and characters of all sizes are read at every place of a string") {
  const std::vector<std::pair<std::string, std::string>> all = {{"\\n", "\n"},
                                                                {"\\\"", "\""},
                                                                {"\\\\", "\\"},
                                                                {"\\u00e9", "\xC3\xA9"},
                                                                {"\xC3\xA9", "\xC3\xA9"},
                                                                {"\\ud83d\\ude00", "\xF0\x9F\x98\x80"},
                                                                {"\x7F", "\x7F"},
                                                                {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"}};
  for (const auto& [written, meant] : all) {
    for (std::size_t before = 0; before < 40; ++before) {
      for (const std::size_t after : {std::size_t{0}, std::size_t{7}, std::size_t{40}}) {
        const std::string xs(before, 'x');
        const std::string ys(after, 'y');
        const Exactly exact('"' + xs + written + ys + '"');
        Arena arena;
        const Scanned scanned = read(exact.text(), arena);
        REQUIRE(scanned);
        REQUIRE(scanned.value->text == xs + meant + ys);
      }
    }
  }
}

TEST_CASE("a text that is cut anywhere is truncated, whether it is read or skimmed") {
  for (std::size_t size = 0; size < kDocument.size(); ++size) {
    INFO(size);
    const Verdict skimmed = verdictOn(kDocument.substr(0, size), Need::Presence);
    REQUIRE(skimmed.truncated);
    REQUIRE(skimmed == verdictOn(kDocument.substr(0, size), Need::Whole));
  }
  REQUIRE(verdictOn(kDocument, Need::Presence).end == kDocument.size());
}

TEST_CASE("with any byte in the place of any other, skimming says what reading says") {
  for (std::size_t at = 0; at < kDocument.size(); ++at) {
    std::string text = kDocument;
    for (int byte = 0; byte < 256; ++byte) {
      text[at] = static_cast<char>(byte);
      if (verdictOn(text, Need::Presence) == verdictOn(text, Need::Whole)) continue;
      INFO(text);
      FAIL("they differ with byte " << byte << " at " << at);
    }
  }
}

TEST_CASE("of a block the special bytes are told, each at its place") {
  for (std::size_t at = 0; at < kBlock; ++at) {
    std::string block(kBlock, 'x');
    for (int byte = 0; byte < 256; ++byte) {
      block[at] = static_cast<char>(byte);
      const bool isSpecial = byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
      REQUIRE(specialStringBytes(block.data()) == (isSpecial ? 1U << at : 0U));
    }
  }
}
