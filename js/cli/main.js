#!/usr/bin/env node
// The command `xapi-journeys`: what it can be asked, and how it ends. 0: done. 1: faults were found in journeys, or in
// statements with --strict. 2: it was called wrongly, or a file cannot be read or written.

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { CANNOT_RUN, Failure, fileFailure, FOUND_FAULTS } from './failure.js';
import { collect } from './collect.js';
import { addOperatorCommands } from './operations/commands.js';
import { colorsFor } from './terminal.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const STATEMENTS = `
Statements are xAPI statements or Learning Locker statement records, mixed as
you like: one a line (NDJSON) or a JSON array, also gzipped. - reads them from
standard input.
`;

const program = new Command('xapi-journeys')
  .description("Learners' progress through journeys, computed from their xAPI statements.")
  .version(version)
  .option('--debug', 'show where an error comes from')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(--help tells more)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  xapi-journeys demo
  xapi-journeys sample > cohort.ndjson
  xapi-journeys replay --journey course.json cohort.ndjson
  xapi-journeys <command> --help`,
  );

program
  .command('replay')
  .description('put statements through journeys and show who got how far')
  .argument('<statements...>', 'files of statements, or -')
  .requiredOption('-j, --journey <file>', 'a file of journeys; can be given more than once', collect)
  .option('--json', 'print one JSON object: journeys, progress of every learner, stats')
  .option('--progress <file>', "write every learner's progress, one a line")
  .option('--callbacks <file>', 'write the callback body of every completed attempt, one a line')
  .option('--until <time>', 'leave out what happened after this instant (ISO 8601)')
  .option('--strict', 'end at the first bad line')
  .addHelpText(
    'after',
    `${STATEMENTS}
Examples:
  xapi-journeys replay --journey course.json cohort.ndjson
  xapi-journeys replay -j a.json -j b.json 2025.ndjson.gz 2026.ndjson.gz
  zcat all.gz | xapi-journeys replay -j course.json --json - | jq .journeys
  xapi-journeys replay -j course.json --until 2026-02-01T00:00Z cohort.ndjson`,
  )
  .action(async (files, flags) => (await import('./commands/replay.js')).replay(files, flags));

program
  .command('validate')
  .description('check journeys: every fault at its path, and every warning')
  .argument('<files...>', 'files that hold one journey, an array of them, or one a line; or -')
  .option('--json', 'print the answers as JSON')
  .addHelpText(
    'after',
    `
Ends with 1 where a journey has a fault; warnings do not matter to that.

Examples:
  xapi-journeys validate course.json
  xapi-journeys validate journeys/*.json`,
  )
  .action(async (files, flags) => (await import('./commands/validate.js')).validate(files, flags));

program
  .command('explain')
  .description('say of every statement why it meets each waypoint or does not, and where it went')
  .argument('<statements...>', 'files of statements, or -')
  .requiredOption('-j, --journey <file>', 'a file of journeys; can be given more than once', collect)
  .option(
    '--owner <ident>',
    "only this learner's: an e-mail address, an OpenID, a persona's id, or an xAPI actor as JSON",
  )
  .option('--json', 'print one JSON object: statements and owners')
  .option('--strict', 'end at the first bad line')
  .addHelpText(
    'after',
    `${STATEMENTS}
Examples:
  xapi-journeys explain --journey course.json statement.json
  xapi-journeys explain -j course.json --owner ana@example.org cohort.ndjson
  xapi-journeys explain -j course.json cohort.ndjson \\
    --owner '{"account":{"homePage":"https://sso.example.org","name":"ana"}}'`,
  )
  .action(async (files, flags) => (await import('./commands/explain.js')).explain(files, flags));

program
  .command('diff')
  .description('show what an edit of journeys would change, and which outcomes would fire')
  .argument('<statements...>', 'files of statements, or -')
  .requiredOption('--from <file>', 'the journeys as they are')
  .requiredOption('--to <file>', 'the journeys as they would be')
  .option('--json', 'print one JSON object with every change')
  .option('--until <time>', 'leave out what happened after this instant (ISO 8601)')
  .option('--strict', 'end at the first bad line')
  .addHelpText(
    'after',
    `${STATEMENTS}
Journeys of the two files belong together by their _id, and otherwise by their
position.

Examples:
  xapi-journeys diff --from course.json --to course-edited.json cohort.ndjson`,
  )
  .action(async (files, flags) => (await import('./commands/diff.js')).diff(files, flags));

program
  .command('sample')
  .description('write the statements of a made-up course cohort')
  .option('--learners <n>', 'how many learners take the course (default: 200)')
  .option('--statements <n>', 'end after this many statements; without --learners, as many learners as that takes')
  .option('--seed <n>', 'another seed, another cohort; the same seed, the same bytes', '1')
  .option('-o, --output <file>', 'where to', '-')
  .addHelpText(
    'after',
    `
Examples:
  xapi-journeys sample > cohort.ndjson
  xapi-journeys sample --statements 1000000 | gzip > million.ndjson.gz`,
  )
  .action(async (flags) => (await import('./commands/sample.js')).sample(flags));

program
  .command('demo')
  .description('put a made-up course cohort through sample journeys')
  .option('--learners <n>', 'how many learners take the course', '200')
  .option('--seed <n>', 'another seed, another cohort', '1')
  .action(async (flags) => (await import('./commands/demo.js')).demo(flags));

addOperatorCommands(program);

process.stdout.on('error', (error) => {
  // The reader went away (`| head`): it has what it wanted.
  if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') process.exit(0);
  end(fileFailure('write', 'standard output', error));
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  end(error);
}

/** @param {unknown} error */
function end(error) {
  if (error instanceof CommanderError) {
    // Commander has printed its message.
    process.exitCode = error.exitCode === 0 ? 0 : CANNOT_RUN;
    return;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const line = message.split('\n')[0];
  process.stderr.write(`${colorsFor(process.stderr).red('error:')} ${program.opts().debug ? stack : line}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : FOUND_FAULTS;
}
