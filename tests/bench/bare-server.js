// What the service is measured against: a route that parses statements and stores the same rows, and does nothing else. Run
// as a process of its own: node bare-server.js DATABASE
import { createServer } from 'node:http';
import { loadEngine } from '../../js/engine/index.js';
import { matchingBy } from '../../js/service/filters.js';
import { openLibsqlStore } from '../../js/stores/libsql/index.js';

const organisation = 'a'.repeat(24);
const store = await openLibsqlStore({ file: process.argv[2], matching: matchingBy(await loadEngine()) });

const rowOf = (statement) => ({
  organisation,
  id: statement.id,
  actor: JSON.stringify(statement.actor.mbox ?? statement.actor.account ?? statement.actor),
  persona: null,
  record: `{"organisation":"${organisation}","statement":${JSON.stringify(statement)}}`,
});

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
