#include "query/regex_anchors.h"

#include <optional>

namespace journeys::query {

namespace {

// What lies behind a point of the pattern, read from its end.
struct Behind {
  bool mayStop = true;        // a match can end here, whatever the text
  bool mustConsume = false;   // a match cannot end here, whatever the text
  bool mayBeNewline = false;  // what comes next may depend on, or take, a "\n"
};

Behind either(const Behind& a, const Behind& b) {
  return {a.mayStop || b.mayStop, a.mustConsume && b.mustConsume, a.mayBeNewline || b.mayBeNewline};
}

struct Group {
  Behind after;                    // behind the group
  std::optional<Behind> branches;  // before the alternatives read so far, taken together
  RegexCounts counts;

  // Behind the last construct in an alternative. The group may start over there: after one round where that is
  // enough, so that a match may stop, but a second round may take anything.
  Behind inside() const {
    return {after.mayStop && counts.least <= 1, after.mustConsume, after.mayBeNewline || counts.most > 1};
  }
};

class Judge {
 public:
  std::string step(const RegexItem& item) {
    switch (item.kind) {
      case RegexItem::Kind::Atom:
        here_.mayBeNewline = item.mayBeNewline || (item.counts.least == 0 && here_.mayBeNewline);
        consume(item.counts.least);
        return {};
      case RegexItem::Kind::Newline:
        return newline(item);
      case RegexItem::Kind::TextStart:
      case RegexItem::Kind::Assertion:
        here_.mayStop = false;
        here_.mayBeNewline = true;
        return {};
      case RegexItem::Kind::End:
        if (here_.mayStop) return {};
        return "$ and \\Z without option m are only supported where nothing has to follow: write \\z or \\n?\\z";
      case RegexItem::Kind::LineStart:
        if (!here_.mustConsume) {
          return "^ with option m is only supported where a character has to follow: write (?:\\A|\\n)";
        }
        here_.mayStop = false;
        here_.mayBeNewline = true;
        return {};
      case RegexItem::Kind::Close:
        groups_.push_back({here_, std::nullopt, item.counts});
        here_ = groups_.back().inside();
        return {};
      case RegexItem::Kind::Alternative:
        endBranch();
        here_ = groups_.back().inside();
        return {};
      case RegexItem::Kind::Open:
        endBranch();
        here_ = *groups_.back().branches;
        if (groups_.back().counts.least == 0) here_ = either(here_, groups_.back().after);
        groups_.pop_back();
        return {};
    }
    return {};
  }

 private:
  // PCRE2 never splits the "\r\n" that it took for a `\R`; RE2 would, where that lets the rest match.
  std::string newline(const RegexItem& item) {
    const bool counted = item.counts.least > 1 || (item.counts.most > 1 && item.counts.most != RegexCounts::kUnlimited);
    if (here_.mayBeNewline || counted) {
      return "\\R is only supported where what follows cannot be a newline: write (?:\\r\\n|\\n|\\r)";
    }
    here_.mayBeNewline = true;
    consume(item.counts.least);
    return {};
  }

  void consume(unsigned least) {
    if (least == 0) return;
    here_.mayStop = false;
    here_.mustConsume = true;
  }

  void endBranch() {
    std::optional<Behind>& branches = groups_.back().branches;
    branches = branches ? either(*branches, here_) : here_;
  }

  Behind here_;
  std::vector<Group> groups_ = std::vector<Group>(1);  // the outermost is the pattern itself
};

}  // namespace

std::string judgeAnchors(const std::vector<RegexItem>& items) {
  Judge judge;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (std::string fault = judge.step(*item); !fault.empty()) return fault;
  }
  return {};
}

}  // namespace journeys::query
