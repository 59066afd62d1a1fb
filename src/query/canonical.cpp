#include "query/canonical.h"

#include <cstddef>
#include <utility>

namespace journeys::query {
namespace {

/// Copies valid JSON, as deep as a query may be.
class Copier {
 public:
  explicit Copier(std::string_view text) : text_(text) {}

  std::string copy() {
    value();
    return std::move(out_);
  }

 private:
  void skipSpace() {
    at_ = text_.find_first_not_of(" \t\r\n", at_);
    if (at_ == std::string_view::npos) at_ = text_.size();
  }

  char next() {
    skipSpace();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  std::string_view token() {
    const std::size_t start = at_;
    if (text_[at_] == '"') {
      for (++at_; text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\' ? 1U : 0U;
      ++at_;
    } else {
      at_ = text_.find_first_of(" \t\r\n,]}", at_);
      if (at_ == std::string_view::npos) at_ = text_.size();
    }
    return text_.substr(start, at_ - start);
  }

  void value() {
    const char first = next();
    if (first == '{') {
      object();
    } else if (first == '[') {
      array();
    } else {
      out_ += token();
    }
  }

  void object() {
    open('{');
    bool isFirst = true;
    while (next() != '}') {
      if (next() == ',') ++at_;
      skipSpace();
      const std::string_view key = token();
      skipSpace();
      ++at_;  // the colon
      const std::size_t before = out_.size();
      if (!isFirst) out_ += ',';
      out_ += key;
      out_ += ':';
      value();
      if (key == "\"$comment\"") {  // no value in a query has such a key
        out_.resize(before);
      } else {
        isFirst = false;
      }
    }
    close('}');
  }

  void array() {
    open('[');
    while (next() != ']') {
      if (next() == ',') {
        ++at_;
        out_ += ',';
      }
      value();
    }
    close(']');
  }

  void open(char bracket) {
    ++at_;
    out_ += bracket;
  }
  void close(char bracket) { open(bracket); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string canonical(std::string_view query) { return Copier(query).copy(); }

}  // namespace journeys::query
