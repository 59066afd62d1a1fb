// Finds, for one record, which of very many conditions it meets, at a cost that does not grow with those it does not
// meet (design/matching.md). Each condition is filed under its anchor (anchor.h); a record's values say which files
// to open; what lies in them is tried in full. So the index never changes an answer.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "json/projection.h"
#include "json/value.h"
#include "query/anchor.h"
#include "query/condition.h"

namespace journeys::query {

/// Not for several threads at once: match() keeps notes.
class Index {
 public:
  /// A condition's id is its position. Equal ones (by canonical()) are tried once, and all answered. Their needs are
  /// added to `projection`, where the caller may have put needs of its own.
  explicit Index(std::vector<std::shared_ptr<const Condition>> conditions, json::Projection projection = {});

  /// What records have to be read under.
  const json::Projection& projection() const { return projection_; }

  /// The ids of the conditions that the record meets, each once, in no order; what was in `matching` goes. A record
  /// that was not read under projection() gets the same answer, slowly.
  void match(const json::Value& record, std::vector<std::uint32_t>& matching);

  struct Shape {
    std::size_t conditions = 0;      // different ones
    std::size_t anchored = 0;        // of these, tried only on records that have a key of theirs
    std::size_t unanchored = 0;      // tried on every record
    std::size_t longestPosting = 0;  // most conditions under one key
  };
  Shape shape() const { return shape_; }

 private:
  struct Entry {
    std::shared_ptr<const Condition> condition;
    std::uint32_t firstId = 0;  // in ids_, up to the next entry's
    std::uint32_t tried = 0;    // the number of the record that it was last tried on
  };
  struct Posting {
    AnchorHash hash = 0;
    std::uint32_t first = 0;   // in posted_
    std::uint32_t size = 0;    // 0: the slot is free
    std::uint32_t opened = 0;  // the number of the record that it was last opened for
  };
  // How what stands at a place of the projection can be a key.
  struct Keys {
    bool presence = false;
    bool scalars = false;
    std::vector<std::uint8_t> prefixSizes;  // ascending
  };
  struct Filed {
    AnchorHash hash;
    std::uint32_t entry;
  };

  void merge(std::vector<std::shared_ptr<const Condition>> conditions);
  void file();
  void post(const std::vector<Filed>& filed);
  void expect(const AnchorKey& key);
  Posting& slot(AnchorHash hash);
  void nextRecord();
  void walk(const json::Value& value);
  void openPrefixes(const Keys& keys, const json::Value& value);
  void open(AnchorHash hash);
  void attempt(Entry& entry);

  json::Projection projection_;
  std::vector<Entry> entries_;  // and one more, whose firstId is the end of ids_
  std::vector<std::uint32_t> ids_;
  std::vector<std::uint32_t> unanchored_;  // entries
  std::vector<Posting> slots_;             // open addressing; a power of two, at most half full
  std::vector<std::uint32_t> posted_;      // entries, posting by posting
  std::vector<Keys> keys_;                 // by place
  Shape shape_;

  std::uint32_t recordNumber_ = 0;
  const json::Value* record_ = nullptr;             // during match()
  std::vector<std::uint32_t>* matching_ = nullptr;  // during match()
};

}  // namespace journeys::query
