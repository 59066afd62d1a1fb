#include "query_generator.h"

namespace journeys::tests {

std::string QueryGenerator::key() { return pick({"a", "b", "c", "0", "1"}); }

std::string QueryGenerator::path() {
  if (chance(12))
    return pick({"timestamp", "_id", "person._id", "statement.timestamp", "a.b.c.a", "a.0.0", "a.0.1.b", ""});
  std::string text = pick({"a", "b", "c"});
  for (std::size_t more = below(3); more > 0; --more) text += "." + key();
  return text;
}

std::string QueryGenerator::scalar() {
  return pick({"1", "2", "0", "-1", "1.0", "2.5", "9007199254740993", "\"x\"", "\"y\"", "\"xy\"", "\"\"", "true",
               "false", "null", "\"2020-01-01T00:00:00Z\"", "\"0123456789abcdef01234567\""});
}

std::string QueryGenerator::value(int depth) {
  if (depth <= 0 || chance(2)) return scalar();
  return chance(2) ? object(depth - 1) : list(depth - 1);
}

std::string QueryGenerator::object(int depth) {
  std::string text = "{";
  const std::size_t size = below(4);
  for (std::size_t i = 0; i < size; ++i) text += (i > 0 ? ",\"" : "\"") + key() + "\":" + value(depth);
  return text + "}";
}

std::string QueryGenerator::list(int depth) {
  std::string text = "[";
  const std::size_t size = below(4);
  for (std::size_t i = 0; i < size; ++i) text += (i > 0 ? "," : "") + value(depth);
  return text + "]";
}

std::string QueryGenerator::document() {
  std::string text = "{";
  for (const char* top : {"a", "b", "c"}) {
    if (!chance(4)) text += std::string(text.size() > 1 ? ",\"" : "\"") + top + "\":" + value(4);
  }
  if (chance(4))
    text += std::string(text.size() > 1 ? "," : "") + R"("timestamp":)" +
            pick({"\"2020-01-01T00:00:00Z\"", "\"2020-01-01T01:00:00+01:00\"", "\"2021-05-05\"", "1",
                  R"({"$date":"2020-01-01T00:00:00Z"})"});
  if (chance(4))
    text += std::string(text.size() > 1 ? "," : "") + R"("_id":)" +
            pick({"\"0123456789ABCDEF01234567\"", "\"x\"", R"({"$oid":"0123456789abcdef01234567"})"});
  if (chance(6)) text += std::string(text.size() > 1 ? "," : "") + R"("person":{"_id":"0123456789abcdef01234567"})";
  return text + "}";
}

std::string QueryGenerator::query() { return "{" + clauses(3) + "}"; }

std::string QueryGenerator::clauses(int depth) {
  std::string text;
  const std::size_t size = chance(20) ? 0 : 1 + below(3);
  for (std::size_t i = 0; i < size; ++i) text += (i > 0 ? "," : "") + clause(depth, true);
  return text;
}

std::string QueryGenerator::clause(int depth, bool top) {
  if (depth > 0 && chance(4)) return logical(depth - 1);
  if (top && chance(15)) return "\"$expr\":" + expr(2);
  if (chance(30)) return pick({R"("$alwaysTrue":1)", R"("$alwaysFalse":1)", R"("$comment":"c")"});
  return "\"" + path() + "\":" + operand(depth);
}

std::string QueryGenerator::logical(int depth) {
  std::string text = "\"" + pick({"$and", "$or", "$nor"}) + "\":[";
  const std::size_t size = 1 + below(3);
  for (std::size_t i = 0; i < size; ++i) {
    text += std::string(i > 0 ? "," : "") + "{" + (chance(12) ? "" : clause(depth, true)) + "}";
  }
  return text + "]";
}

std::string QueryGenerator::operand(int depth) {
  if (chance(3)) return value(2);
  return operatorDocument(depth);
}

std::string QueryGenerator::operatorDocument(int depth) {
  std::string text = "{" + singleOperator(depth);
  if (chance(4)) text += "," + singleOperator(depth);
  return text + "}";
}

std::string QueryGenerator::singleOperator(int depth) {
  switch (below(13)) {
    case 0:
    case 1:
      return "\"" + pick({"$eq", "$ne", "$gt", "$gte", "$lt", "$lte"}) + "\":" + value(2);
    case 2:
    case 3:
      return "\"" + pick({"$in", "$in", "$nin"}) + "\":" +
             (chance(5) ? pick({R"([{"$regularExpression":{"pattern":"^x","options":""}},1])", "[]", "[null,1]"})
                        : list(2));
    case 4:
      return "\"$exists\":" + pick({"true", "false", "1", "0"});
    case 5:
      return "\"$type\":" + pick({"\"string\"", "\"number\"", "\"array\"", "[\"object\",\"null\"]", "\"date\"", "7",
                                  "\"bool\"", "\"regex\""});
    case 6:
      return "\"$regex\":" + pick({"\"x\"", "\"^x\"", "\"y$\"", "\"^$\"", "\"^xy?\"", "\"^xy\"", "\"^x|y\"",
                                   "\"^2020-01\"", "\"^xx*\""});
    case 7:
      return "\"$mod\":" + pick({"[2,1]", "[2,0]", "[3,2]"});
    case 8:
      return "\"$size\":" + pick({"0", "1", "2"});
    case 9:
      return "\"$all\":" + (chance(4) ? "[{" + elemMatch(depth) + "}]" : list(1));
    case 10:
      return "\"" + pick({"$bitsAllSet", "$bitsAllClear", "$bitsAnySet", "$bitsAnyClear"}) +
             "\":" + pick({"1", "2", "[0]", "[1,2]"});
    case 11:
      return depth > 0 ? "\"$not\":" + operatorDocument(depth - 1) : "\"$eq\":" + scalar();
    default:
      return elemMatch(depth);
  }
}

std::string QueryGenerator::elemMatch(int depth) {
  if (depth <= 0) return "\"$elemMatch\":{\"$eq\":" + scalar() + "}";
  if (chance(2)) return "\"$elemMatch\":" + operatorDocument(depth - 1);
  std::string text = "\"$elemMatch\":{";
  const std::size_t size = 1 + below(2);
  for (std::size_t i = 0; i < size; ++i) {
    const std::string at = chance(3) ? key() : key() + "." + key();
    text += (i > 0 ? ",\"" : "\"") + at + "\":" + operand(depth - 1);
  }
  return text + "}";
}

std::string QueryGenerator::expr(int depth) {
  if (depth <= 0 || chance(3)) return chance(2) ? "\"$" + pick({"a", "b", "a.b", "a.0", "timestamp"}) + "\"" : scalar();
  const std::string op = pick({"$eq", "$ne", "$gt", "$lte", "$and", "$or", "$in", "$add", "$ifNull"});
  return "{\"" + op + "\":[" + expr(depth - 1) + "," + expr(depth - 1) + "]}";
}

}  // namespace journeys::tests
