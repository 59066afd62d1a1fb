// The commands of those who run the service: the server, and what is done beside it, on the same store.

import { Option } from 'commander';
import { collect } from '../collect.js';
import { environmentHelp } from './environment.js';

/** @typedef {import('commander').Command} Command */

/** @param {Command} parent @param {string} name @param {import('commander').CommandOptions} [options] */
const onStore = (parent, name, options) =>
  parent
    .command(name, options)
    .option(
      '--store <file>',
      'the database: a file, or mongodb://… (default: STORE in the environment, or journeys.db)',
    )
    .option('--learning-locker', "the database is Learning Locker's own");

/** @param {Command} parent @param {string} name @param {import('commander').CommandOptions} [options] */
const ofOrganisation = (parent, name, options) =>
  onStore(parent, name, options).requiredOption('--organisation <id>', 'the organisation whose they are');

/** @param {Command} program */
export function addOperatorCommands(program) {
  addRunning(program);
  addClient(program);
  addJourney(program);
  addDeliveries(program);
  addUpkeep(program);
}

/** Processes that run until somebody wants an end: `work` takes the flags of `serve` where they mean something. @param {Command} program */
function addRunning(program) {
  const listening = (/** @type {string} */ name) =>
    onStore(program, name).option('--host <address>', 'where to listen (default: 127.0.0.1)');
  const serve = listening('serve')
    .description('run the service: HTTP, and the background work: deliveries, recalculations')
    .option('--port <n>', 'where to listen; 0 takes a free port (default: 8080)')
    .option('--no-work', 'leave the background work to others: servers, or processes of work')
    .option('--no-page', 'do not serve the preview page at /');
  following(serve, (option) => option.conflicts('work'))
    .addOption(new Option('--demo', 'with a made-up cohort, in a store that is gone afterwards').conflicts('work'))
    .action(async (flags) => (await import('../commands/serve.js')).serve(flags));
  const work = listening('work')
    .description('do background work only, beside servers on the same store; any number of processes may')
    .option('--port <n>', 'where to answer to /health and /metrics; 0 takes a free port (default: nowhere)');
  following(work).action(async (flags) => (await import('../commands/work.js')).work(flags));
}

/** @param {Command} command @param {(option: Option) => Option} [as] */
const following = (command, as = (option) => option) =>
  command
    .addOption(as(new Option('--follow <url>', 'pull statements from this LRS: its xAPI endpoint')))
    .option('--key <key>', 'the key for the LRS')
    .option('--secret <secret>', 'the secret for the LRS; better in the environment')
    .option('--follow-client <key>', 'the client on whose behalf the LRS is followed')
    .option('--log-level <level>', 'debug, info, warn, error or silent (default: info)')
    .addHelpText('after', () => environmentHelp());

/** Who may use it. @param {Command} program */
function addClient(program) {
  const client = program.command('client').description('who may use the service');
  onStore(client, 'create')
    .description('make a client; its secret is shown once')
    .option('--title <text>', 'what it is for')
    .option('--organisation <id>', 'the organisation that it belongs to (default: a new one)')
    .option('--scope <scope>', 'what it may do; can be given more than once (default: all)', collect)
    .option('--user <id>', 'the owner of the journeys that it creates')
    .option('--lrs-id <id>', 'the store that its statements belong to')
    .option('--trusted', 'may say of each statement record which store it is of')
    .option('--json', 'print JSON')
    .action(async (flags) => (await import('../commands/client.js')).create(flags));
  onStore(client, 'list')
    .description('show all clients')
    .option('--json', 'print JSON, one a line')
    .action(async (flags) => (await import('../commands/client.js')).list(flags));
  onStore(client, 'revoke')
    .description('answer no request of a client any more')
    .argument('<key>', "the client's key")
    .action(async (key, flags) => (await import('../commands/client.js')).revoke(key, flags));
}

/** Journeys in and out. @param {Command} program */
function addJourney(program) {
  const journey = program.command('journey').description('journeys into the store, and out of it');
  ofOrganisation(journey, 'import')
    .description('create journeys, or replace those with the same _id')
    .argument('<files...>', 'files of journeys, or -')
    .action(async (files, flags) => (await import('../commands/journey.js')).importFiles(files, flags));
  ofOrganisation(journey, 'export')
    .description('print journeys, one a line')
    .argument('[ids...]', 'which ones (default: all)')
    .action(async (ids, flags) => (await import('../commands/journey.js')).exportAll(ids, flags));
}

/** What outcomes send. @param {Command} program */
function addDeliveries(program) {
  const deliveries = program.command('deliveries').description('what outcomes sent, and what waits to be sent');
  ofOrganisation(deliveries, 'list', { isDefault: true })
    .description('show deliveries, those that changed last first')
    .option('--state <state>', 'pending, held, delivered or dead')
    .option('--limit <n>', 'how many', '100')
    .option('--json', 'print JSON, one a line')
    .action(async (flags) => (await import('../commands/deliveries.js')).list(flags));
  ofOrganisation(deliveries, 'retry')
    .description('send again')
    .argument('<ids...>', 'which ones')
    .action(async (ids, flags) => (await import('../commands/deliveries.js')).retry(ids, flags));
}

/** Work on the whole. @param {Command} program */
function addUpkeep(program) {
  onStore(program, 'recalculate')
    .description("compute a journey's progress anew from the stored statements")
    .argument('<journey>', 'its _id')
    .option('--cancel', 'end a recalculation that is under way')
    .action(async (id, flags) => (await import('../commands/recalculate.js')).recalculate(id, flags));
  onStore(program, 'backup')
    .description('copy the whole store to a file, while it is in use')
    .argument('<file>', 'where to; it must not be there yet')
    .action(async (file, flags) => (await import('../commands/backup.js')).backup(file, flags));
}
