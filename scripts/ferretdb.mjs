// A copy of FerretDB's source in which some lines are other ones, for tests/tools/mongodb-server: its SQLite backend has
// an index on _id and never uses it, as it asks for _id by another expression than the one that is indexed, and not at all
// when a filter asks for more; and it hangs at a command of a hundred updates, as it keeps a connection for each of them.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { filesBelow } from './shell.mjs';

const backend = 'internal/backends/sqlite';

/** `from` is to be found once. @type {{ file: string, from: RegExp, to: string }[]} */
const changes = [
  {
    file: `${backend}/metadata/metadata.go`,
    from: /(?<=IDColumn = DefaultColumn \+ )".*"/,
    to: '`->"_id"`',
  },
  {
    file: `${backend}/collection.go`,
    from: /^\tif params\.Filter\.Len\(\) == 1 \{\n.*\n.*\n.*\n\t\t\twhereClause(.*\n)*?\t\}\n/m,
    to: '\twhereClause, args = whereID(params.Filter)\n',
  },
  {
    file: 'internal/handler/msg_update.go',
    from: /^\t\tdefer closer\.Close\(\)\n/m,
    to: '',
  },
  {
    file: 'internal/handler/msg_update.go',
    from: /(?<=^\t\tresult, err := common\.UpdateDocument\(.*\n)/m,
    to: '\t\tcloser.Close()\n',
  },
];

/**
 * Copies FerretDB's source and changes it; `added` is our file in its SQLite backend.
 * @param {string} source @param {string} copy @param {string} added
 */
export function copyFerret(source, copy, added) {
  const parts = ['build', 'ferretdb', 'internal'].map((part) => join(source, part));
  // What Go has downloaded may not be written to, and copies of files would be like that.
  for (const file of [join(source, 'go.mod'), ...filesBelow(parts, ['.go', '.txt']).map((path) => resolve(path))]) {
    if (file.endsWith('_test.go')) continue;
    const target = join(copy, relative(source, file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(file));
  }
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(copy, file), 'utf8');
    const places = [...text.matchAll(new RegExp(from, `${from.flags}g`))].length;
    if (places !== 1) throw new Error(`FerretDB's ${file} is not what was expected: ${from} is there ${places} times`);
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    );
  }
  copyFileSync(added, join(copy, backend, 'where_id.go'));
}
