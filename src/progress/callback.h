// The body that tells a receiver of a completion (contract/journeys.md, section 9, and the seed's example).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "journey/journey.h"
#include "progress/statement.h"

namespace journeys::progress {

/// The full records of statements, to be told with a completion. Byte by byte as they came, on one line.
class Records {
 public:
  void add(const Statement& statement, std::string_view bytes);

  /// The text of the record that a reference of an owner's progress means, or nothing. Of several copies it is the
  /// one that counted: of the owner and at the time that the progress shows, whichever came first. A raw statement
  /// is made into a record with that time.
  std::optional<std::string> find(journey::TrackBy trackBy, const std::optional<Ident>& owner,
                                  const std::string& statement, const std::string& timestamp) const;

 private:
  struct Copy {
    std::string text;
    bool isRaw = false;
    std::string timestamp;
    std::string stored;  // of a raw statement that has it
    std::optional<Ident> actor;
    std::optional<Ident> persona;
  };
  std::multimap<std::string, Copy, std::less<>> copies_;  // by what progress calls the statement
};

struct CallbackBody {
  std::string body;  // JSON; empty on error
  std::string path;  // what is at fault
  std::string message;
};

/// `progress` is a progress document of the journey, `attempt` counts from 0.
CallbackBody callbackBody(const journey::Journey& journey, const journey::Document& progress, std::size_t attempt,
                          const Records& records);

}  // namespace journeys::progress
