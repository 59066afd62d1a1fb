#include "json/stream.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace journeys::json;

namespace {

/// What a stream in chunks of a size gives: the documents, and `line: message` for errors.
struct Found {
  std::vector<std::string> documents;
  std::vector<std::string> errors;
  bool operator==(const Found&) const = default;
};

Found readInChunks(const std::string& text, std::size_t size) {
  Found found;
  Stream stream;
  Arena arena;
  const Projection nothing;
  std::string buffer;
  for (std::size_t at = 0;; at += size) {
    const bool last = at + size >= text.size();
    buffer += text.substr(std::min(at, text.size()), size);
    stream.attach(buffer, last);
    for (Stream::Next next = stream.next(); next != Stream::Next::NeedMore; next = stream.next()) {
      if (next == Stream::Next::Found) {
        arena.clear();
        const std::size_t start = stream.offset();
        const Scanned scanned = scan(buffer, start, nothing, Projection::kRoot, arena);
        if (scanned) {
          found.documents.push_back(buffer.substr(start, scanned.end - start));
          stream.accept(scanned.end);
          continue;
        }
        const std::size_t line = stream.lineOf(start);
        if (!stream.reject(scanned.error)) break;
        found.errors.push_back(std::to_string(line) + ": " + stream.error().message);
        continue;
      }
      found.errors.push_back(std::to_string(stream.lineOf(stream.error().offset)) + ": " + stream.error().message);
    }
    buffer.erase(0, stream.finish());
    if (last) return found;
  }
}

}  // namespace

TEST_CASE("documents are found in every form, wherever the chunks are cut") {
  struct Case {
    const char* name;
    std::string text;
    Found expected;
  };
  const std::vector<Case> cases = {
      {"nothing", "", {}},
      {"white space", " \n\r\t ", {}},
      {"one", R"({"a":1})", {{R"({"a":1})"}, {}}},
      {"one over lines", "{\n\"a\":\n1}\n", {{"{\n\"a\":\n1}"}, {}}},
      {"lines", "{}\n{\"b\":2}\r\n\n[1]", {{"{}", "{\"b\":2}", "1"}, {}}},
      {"lines without a last newline",
       "{\"a\":\"x\"}\n{\"b\":\"\xC3\xA9\"}",
       {{"{\"a\":\"x\"}", "{\"b\":\"\xC3\xA9\"}"}, {}}},
      {"an array", " [ {\"a\":[1]} , {} ]\n", {{"{\"a\":[1]}", "{}"}, {}}},
      {"arrays on lines", "[{}]\n[{},{}]\n[]\n{}", {{"{}", "{}", "{}", "{}"}, {}}},
      {"a byte order mark", "\xEF\xBB\xBF{}", {{"{}"}, {}}},
      {"a bad line", "{}\n{bad}\n{\"c\":3}\n", {{"{}", "{\"c\":3}"}, {"2: a key must be a string"}}},
      {"a line cut short",
       "{}\n{\"a\":[1\n{\"c\":3}\n",
       {{"{}", "{\"c\":3}"}, {"2: a comma or ] must follow the element"}}},
      {"two bad lines", "x\ny\n{}", {{"{}"}, {"1: not a JSON value", "2: not a JSON value"}}},
      {"a bad element on a line of its own",
       "[\n{},\n{bad},\n{\"c\":3}\n]\n{}",
       {{"{}", "{\"c\":3}", "{}"}, {"3: a key must be a string"}}},
      {"an array without end", "[{},{}", {{"{}", "{}"}, {"1: the text ends within an array"}}},
      {"a comma too many", "[{},]\n{}", {{"{}", "{}"}, {"1: an element must follow the comma"}}},
      {"a comma too few", "[{} {}]\n{}", {{"{}", "{}", "{}"}, {"1: a comma or ] must follow the element"}}},
      {"a comma before the first", "[,{}]", {{"{}"}, {"1: an element must come before the comma"}}},
      {"a document cut short at the end", "{}\n{\"a\":", {{"{}"}, {"2: the text ends within a value"}}},
  };
  for (const Case& c : cases) {
    for (std::size_t size = 1; size <= c.text.size() + 1; ++size) {
      INFO(c.name << " in chunks of " << size);
      const Found found = readInChunks(c.text, size);
      REQUIRE(found.documents == c.expected.documents);
      REQUIRE(found.errors == c.expected.errors);
    }
  }
}
