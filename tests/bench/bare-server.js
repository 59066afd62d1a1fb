// What the service is measured against: a route that parses statements and stores the same rows, and does nothing else. Run
// as a process of its own: node bare-server.js DATABASE
import { createServer } from 'node:http';
import { loadEngine } from '../../js/engine/index.js';
import { matchingBy } from '../../js/service/filters.js';
import { openLibsqlStore } from '../../js/stores/libsql/index.js';

const organisation = 'a'.repeat(24);
const lrs = '1'.repeat(24);
const client = 'c'.repeat(24);
let number = 0;
const store = await openLibsqlStore({ file: process.argv[2], matching: matchingBy(await loadEngine()) });

const identOf = ({ mbox, account }) => JSON.stringify({ objectType: 'Agent', ...(mbox ? { mbox } : { account }) });

/** The row that the service would store: the same record, made without deriving or checking anything. */
function rowOf(statement) {
  const _id = (++number).toString(16).padStart(24, '0');
  const stored = new Date().toISOString();
  const times = `"active":true,"voided":false,"timestamp":"${stored}","stored":"${stored}"`;
  const place = `"organisation":"${organisation}","lrs":{"_id":"${lrs}"},"lrs_id":"${lrs}","client":"${client}"`;
  return {
    organisation,
    id: statement.id,
    actor: identOf(statement.actor),
    persona: null,
    record: `{"_id":"${_id}",${place},${times},"statement":${JSON.stringify(statement)}}`,
  };
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const statements = [JSON.parse(Buffer.concat(chunks).toString())].flat();
    await store.change((transaction) => transaction.putStatements(statements.map(rowOf)));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(statements.map(({ id }) => id)));
  });
});
server.listen(0, '127.0.0.1', () => console.error(`listens on http://127.0.0.1:${server.address().port}`));
