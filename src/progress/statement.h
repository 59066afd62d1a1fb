// One statement as progress sees it: a statement record, or a raw xAPI statement made into one, with the facts that
// decide whether it counts, for whom and when (contract/journeys.md, sections 3 and 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/projection.h"
#include "json/scanner.h"
#include "json/time.h"
#include "json/uuid.h"
#include "json/value.h"
#include "progress/owner.h"

namespace journeys::progress {

/// What a host knows of statements beyond their bytes.
struct Context {
  std::optional<json::Instant> receivedAt;
  std::optional<json::ObjectId> organisation;  // of raw statements
  std::optional<json::ObjectId> store;         // of raw statements
};

struct Statement {
  const json::Value* record = nullptr;  // the root that conditions are put to
  bool isRaw = false;
  json::Uuid id;
  json::Instant at = 0;
  bool isVoided = false;            // by a mark on the record
  bool isVoiding = false;           // a voiding statement: never counts itself
  std::optional<json::Uuid> voids;  // what it voids

  std::optional<json::ObjectId> recordId() const;
  std::optional<json::ObjectId> organisation() const;  // none for a raw statement: of every organisation
  std::optional<json::ObjectId> store() const;         // none for a raw statement: of any store
  std::optional<Ident> owner(journey::TrackBy trackBy) const;
  /// Whether owner() knows somebody; quicker.
  bool hasOwner(journey::TrackBy trackBy) const;
  /// What progress documents call it: the record's id in the store, or the xAPI id where it has none.
  std::string reference() const;
};

/// Why some bytes are no statement.
struct StatementFault {
  std::size_t offset = 0;
  std::string path;  // empty where the JSON is broken
  std::string message;
  const char* json = "";  // what is wrong with the JSON, if that it is; static text
  bool truncated = false;
};

/// Reads statements one at a time; what it returns lives until the next read.
class StatementReader {
 public:
  /// What every reader needs: identity, time, owner and voiding. An index over conditions builds upon it.
  static json::Projection ownNeeds();

  /// `projection`: what the conditions need; the reader's own needs are added where they are missing.
  explicit StatementReader(json::Projection projection);

  struct Result {
    std::optional<Statement> statement;
    std::size_t end = 0;  // behind the JSON value; set where only its content is at fault, too
    StatementFault fault;
  };
  Result read(std::string_view text, std::size_t offset, const Context& context);

  const json::Projection& projection() const { return projection_; }

 private:
  json::Scanned scan(std::string_view text, std::size_t offset);
  /// The record around a raw statement; its dates are added once they are known.
  json::Value* wrap(json::Value& statement, const Context& context);
  json::Value* addMember(json::Value& object, std::string_view key);
  void addDate(json::Value& record, std::string_view key, json::Instant instant);

  json::Projection projection_;
  json::Projection::Place statementPlace_;
  json::Arena arena_;
  bool expectRaw_ = false;  // statements of one stream are mostly alike: guess by the last one
};

}  // namespace journeys::progress
