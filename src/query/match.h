// Whether a statement record meets a query: the only place that decides it (trace.h asks here, too).
#pragma once

#include "json/value.h"
#include "query/expression.h"

namespace journeys::query {

/// Whether the expression holds for the record, which is an object, or the element of an array for what stands
/// inside `$elemMatch`. Goes as deep as the expression and the record do; allocates nothing (`$expr` aside).
bool matches(const Expression& expression, const json::Value& record);

/// Whether a leaf says so of one offered value; null is "missing". For Equal, Ordered, In, Exists, OfType, Match, Mod,
/// Bits, Size, ElemMatchObject and ElemMatchValue.
bool meets(const Expression& leaf, const json::Value* offered);

/// What a leaf's path does at an array that it ends at.
Leaf leafOf(const Expression& leaf);

/// The element of the array that meets the leaf, an ElemMatchObject or ElemMatchValue; null if none does.
const json::Value* meetingElement(const Expression& leaf, const json::Value& array);

/// The type as `$type` sees it.
Type typeOf(const json::Value& value);

}  // namespace journeys::query
