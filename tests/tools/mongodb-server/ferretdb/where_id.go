//go:build in_ferretdb

// What scripts/ferretdb.mjs adds to FerretDB's package of this name.
package sqlite

import (
	"fmt"
	"strings"

	"github.com/FerretDB/FerretDB/internal/backends/sqlite/metadata"
	"github.com/FerretDB/FerretDB/internal/handler/sjson"
	"github.com/FerretDB/FerretDB/internal/types"
	"github.com/FerretDB/FerretDB/internal/util/iterator"
	"github.com/FerretDB/FerretDB/internal/util/must"
)

// whereID answers as SQL that _id is the value which the filter wants, or one of those; nothing where it wants something
// else of it. FerretDB filters what is found once more, so that the rest of the filter holds, too.
func whereID(filter *types.Document) (string, []any) {
	const maxArgs = 30_000 // SQLite takes some more
	values := wantedIDs(filter)
	if len(values) == 0 || len(values) > maxArgs {
		return "", nil
	}
	args := make([]any, len(values))
	for i, value := range values {
		switch value.(type) {
		case string, types.ObjectID:
			args[i] = string(must.NotFail(sjson.MarshalSingleValue(value)))
		default:
			return "", nil
		}
	}
	return fmt.Sprintf(" WHERE %s IN (?%s)", metadata.IDColumn, strings.Repeat(", ?", len(args)-1)), args
}

// wantedIDs answers the values in {_id: value} and {_id: {$in: values}}.
func wantedIDs(filter *types.Document) []any {
	id, _ := filter.Get("_id")
	condition, ok := id.(*types.Document)
	if !ok {
		return []any{id}
	}
	values, _ := condition.Get("$in")
	if array, ok := values.(*types.Array); ok {
		return must.NotFail(iterator.ConsumeValues(array.Iterator()))
	}
	return nil
}
