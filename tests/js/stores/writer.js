// A process that writes to a database: node writer.js FILE NAME COUNT. It tells each number once it is durable.
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { statementRow } from './samples.js';

const [file, name, count] = process.argv.slice(2);
const matching = () => () => true;
const store = await openLibsqlStore({ file, matching });

const add = (number) =>
  store.change(async (transaction) => {
    await transaction.putNote('sum', ((await transaction.note('sum')) ?? 0) + 1);
    await transaction.putNote(`${name} ${number}`, number);
    await transaction.putStatements([statementRow(Number(name) * 1e6 + number)]);
    if (number % 7 === 0) throw new Error('undo');
  });

for (let first = 0; first < Number(count); first += 5) {
  const numbers = [0, 1, 2, 3, 4].map((more) => first + more);
  const outcomes = await Promise.allSettled(numbers.map(add));
  for (const [index, { status, reason }] of outcomes.entries()) {
    if (status === 'fulfilled') process.stdout.write(`${numbers[index]}\n`);
    else if (reason.message !== 'undo') throw reason;
  }
}
await store.close();
