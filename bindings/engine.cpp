// The engine's calls as JavaScript sees them. Carries bytes across and decides nothing: text comes in through
// buffers that JavaScript fills (slots 0 and 1), answers go out as a view of the engine's result. A call is told
// how many bytes of a slot hold its text.
#include <emscripten/bind.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "engine.h"

namespace {

using journeys::Engine;
using journeys::Handle;
using journeys::Status;

/// One engine and its buffers: what one loadEngine() in JavaScript owns.
class Host {
 public:
  /// The address of a slot with room for so many bytes; 0 where there is no memory for it. What a large text took is
  /// given back by the next small one.
  std::uintptr_t reserve(std::size_t slot, std::size_t size) {
    try {
      std::vector<char>& buffer = slots_.at(slot);
      if (buffer.size() < size || (buffer.size() > kKept && size <= kKept)) {
        buffer = {};  // the old content is not needed: free it before, not after
        buffer.resize(size);
      }
      return reinterpret_cast<std::uintptr_t>(buffer.data());
    } catch (const std::exception&) {
      return 0;
    }
  }

  std::uintptr_t resultAddress() const { return reinterpret_cast<std::uintptr_t>(engine_.result().data()); }
  std::size_t resultSize() const { return engine_.result().size(); }
  const journeys::HitColumns& columns() const { return engine_.columns(); }

  /// Runs a call; no exception leaves. 0: answered, 1: failed, 2: out of memory, 3: a fault of ours.
  template <class Call>
  int run(Call call) {
    try {
      return static_cast<int>(call(engine_));
    } catch (const std::bad_alloc&) {
      return 2;
    } catch (const std::exception&) {
      return 3;
    }
  }

  std::string_view text(std::size_t slot, std::size_t size) const {
    return {slots_[slot].data(), std::min(size, slots_[slot].size())};
  }

 private:
  static constexpr std::size_t kKept = 8 * 1024 * 1024;

  Engine engine_;
  std::array<std::vector<char>, 2> slots_;
};

int validate(Host& host, std::size_t journey) {
  return host.run([&](Engine& engine) { return engine.validate(host.text(0, journey)); });
}

int compile(Host& host, std::size_t journey) {
  return host.run([&](Engine& engine) { return engine.compile(host.text(0, journey)); });
}

int matches(Host& host, std::size_t query, std::size_t document) {
  return host.run([&](Engine& engine) { return engine.matches(host.text(0, query), host.text(1, document)); });
}

int explainQuery(Host& host, std::size_t query, std::size_t document) {
  return host.run([&](Engine& engine) { return engine.explainQuery(host.text(0, query), host.text(1, document)); });
}

int createQuery(Host& host, std::size_t query) {
  return host.run([&](Engine& engine) { return engine.createQuery(host.text(0, query)); });
}

int queryMatches(Host& host, Handle query, std::size_t document) {
  return host.run([&](Engine& engine) { return engine.queryMatches(query, host.text(0, document)); });
}

int createMatcher(Host& host, std::size_t journeys) {
  return host.run([&](Engine& engine) { return engine.createMatcher(host.text(0, journeys)); });
}

int match(Host& host, Handle matcher, std::size_t statements, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.match(matcher, host.text(0, statements), host.text(1, options)); });
}

int matchColumns(Host& host, Handle matcher, std::size_t statements, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.matchColumns(matcher, host.text(0, statements), host.text(1, options)); });
}

int createReplay(Host& host, std::size_t options) {
  return host.run([&](Engine& engine) { return engine.createReplay(host.text(0, options)); });
}

int write(Host& host, Handle replay, std::size_t chunk, bool last, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.write(replay, host.text(0, chunk), last, host.text(1, options)); });
}

int stats(Host& host, Handle replay) {
  return host.run([&](Engine& engine) { return engine.stats(replay); });
}

int pack(Host& host, Handle replay) {
  return host.run([&](Engine& engine) { return engine.pack(replay); });
}

int merge(Host& host, Handle replay, std::size_t packed) {
  return host.run([&](Engine& engine) { return engine.merge(replay, host.text(0, packed)); });
}

int summary(Host& host, Handle replay, std::size_t options) {
  return host.run([&](Engine& engine) { return engine.summary(replay, host.text(1, options)); });
}

int overview(Host& host, Handle replay, std::uint32_t journey, std::size_t options) {
  return host.run([&](Engine& engine) { return engine.overview(replay, journey, host.text(1, options)); });
}

int idents(Host& host, Handle replay, std::size_t owners) {
  return host.run([&](Engine& engine) { return engine.idents(replay, host.text(0, owners)); });
}

int owners(Host& host, Handle replay) {
  return host.run([&](Engine& engine) { return engine.owners(replay); });
}

int progress(Host& host, Handle replay, std::uint32_t journey, std::uint32_t from, std::uint32_t count) {
  return host.run([&](Engine& engine) { return engine.progress(replay, journey, from, count); });
}

int progressOf(Host& host, Handle replay, std::size_t options) {
  return host.run([&](Engine& engine) { return engine.progressOf(replay, host.text(0, options)); });
}

int explainOwner(Host& host, Handle replay, std::size_t options) {
  return host.run([&](Engine& engine) { return engine.explainOwner(replay, host.text(0, options)); });
}

int fold(Host& host, Handle journey, std::size_t references, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.fold(journey, host.text(0, references), host.text(1, options)); });
}

int explainProgress(Host& host, Handle journey, std::size_t references, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.explainProgress(journey, host.text(0, references), host.text(1, options)); });
}

int callbackBody(Host& host, Handle journey, std::size_t progress, std::uint32_t attempt, std::size_t records) {
  return host.run([&](Engine& engine) {
    return engine.callbackBody(journey, host.text(0, progress), attempt, host.text(1, records));
  });
}

int explain(Host& host, Handle journey, std::size_t statement, std::size_t options) {
  return host.run(
      [&](Engine& engine) { return engine.explain(journey, host.text(0, statement), host.text(1, options)); });
}

void releaseJourney(Host& host, Handle journey) {
  host.run([&](Engine& engine) { return engine.releaseJourney(journey), Status::Ok; });
}

void releaseQuery(Host& host, Handle query) {
  host.run([&](Engine& engine) { return engine.releaseQuery(query), Status::Ok; });
}

void releaseMatcher(Host& host, Handle matcher) {
  host.run([&](Engine& engine) { return engine.releaseMatcher(matcher), Status::Ok; });
}

void releaseReplay(Host& host, Handle replay) {
  host.run([&](Engine& engine) { return engine.releaseReplay(replay), Status::Ok; });
}

std::size_t columnStatements(const Host& host) { return host.columns().statements; }
std::size_t columnInvalid(const Host& host) { return host.columns().invalid; }
std::size_t columnSize(const Host& host) { return host.columns().statement.size(); }

std::uintptr_t columnAddress(const Host& host, int column) {
  const journeys::HitColumns& columns = host.columns();
  const std::vector<std::uint32_t>& values =
      column == 0 ? columns.statement : (column == 1 ? columns.journey : columns.waypoint);
  return reinterpret_cast<std::uintptr_t>(values.data());
}

}  // namespace

EMSCRIPTEN_BINDINGS(journeys) {
  emscripten::class_<Host>("Host")
      .constructor<>()
      .function("reserve", &Host::reserve)
      .function("resultAddress", &Host::resultAddress)
      .function("resultSize", &Host::resultSize)
      .function("validate", &validate)
      .function("compile", &compile)
      .function("matches", &matches)
      .function("explainQuery", &explainQuery)
      .function("createQuery", &createQuery)
      .function("queryMatches", &queryMatches)
      .function("createMatcher", &createMatcher)
      .function("match", &match)
      .function("matchColumns", &matchColumns)
      .function("createReplay", &createReplay)
      .function("write", &write)
      .function("stats", &stats)
      .function("pack", &pack)
      .function("merge", &merge)
      .function("summary", &summary)
      .function("overview", &overview)
      .function("idents", &idents)
      .function("owners", &owners)
      .function("progress", &progress)
      .function("progressOf", &progressOf)
      .function("explainOwner", &explainOwner)
      .function("fold", &fold)
      .function("explainProgress", &explainProgress)
      .function("callbackBody", &callbackBody)
      .function("explain", &explain)
      .function("releaseJourney", &releaseJourney)
      .function("releaseQuery", &releaseQuery)
      .function("releaseMatcher", &releaseMatcher)
      .function("releaseReplay", &releaseReplay)
      .function("columnStatements", &columnStatements)
      .function("columnInvalid", &columnInvalid)
      .function("columnSize", &columnSize)
      .function("columnAddress", &columnAddress);
}
