// Bringing statements to the page's workers: what is taken is what the command takes, and what cannot be taken is told.

import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sampleNdjson } from '../../../js/sample/index.js';
import { folder, run } from '../cli-tools.js';
import { engine, progressOf, random, seedOf, statement, using, withJourneys } from '../helpers.js';
import { course } from './journeys.js';
import { ALL, bring, fileOf, openLead, WRITTEN } from './open-lead.js';

const cohort = (options) => Buffer.concat([...sampleNdjson(options)]);
const lines = (bytes) => bytes.toString().trimEnd().split('\n');

/** What the command says of files. */
async function command(t, journey, contents) {
  const { write } = folder(t);
  const files = contents.map((content, index) => {
    const file = write(`${index}.json`, Buffer.from(content));
    utimesSync(file, WRITTEN / 1000, WRITTEN / 1000);
    return file;
  });
  const { code, out, err } = await run([
    'replay',
    '--json',
    '--journey',
    write('journey.json', journey),
    '--',
    ...files,
  ]);
  assert.equal(code, 0, err);
  const { journeys, stats, progress } = JSON.parse(out);
  const { seconds: _, ...counts } = stats;
  return {
    counts,
    summary: journeys[0],
    progress,
  };
}

/** The same of the page's workers. */
async function page(lead, journey, contents) {
  const loaded = await bring(lead, ...contents.map((content, index) => fileOf(content, `${index}.json`)));
  const overview = await lead.call('run', journey);
  return { loaded, overview, learners: await lead.call('learners', ALL) };
}

/** @param {Awaited<ReturnType<typeof page>>} ours @param {Awaited<ReturnType<typeof command>>} theirs */
function assertSame({ overview, learners }, { counts, summary, progress }) {
  assert.deepEqual(overview.stats, counts);
  assert.deepEqual([overview.learners, overview.completed], [summary.owners, summary.completed]);
  const reached = overview.waypoints.map(({ _id, description, reached }) => ({ _id, description, reached }));
  assert.deepEqual(reached, summary.waypoints);
  const key = ({ ident }) => JSON.stringify(ident);
  const rows = new Map(learners.rows.map((row) => [key(row), row]));
  assert.equal(rows.size, progress.length);
  for (const each of progress) {
    const row = rows.get(key(each.owner));
    assert.equal(row.completions, each.completions.length);
    assert.deepEqual(
      [row.startedAt, row.completedAt],
      [Date.parse(each.startedAt), each.completedAt && Date.parse(each.completedAt)],
    );
    assert.equal(row.duration, each.duration);
  }
}

test('the numbers are those of the command, whatever the form of the files and however many workers there are', async (t) => {
  const [one, two] = [cohort({ learners: 40 }), cohort({ learners: 30, seed: 2 })];
  const array = Buffer.from(`[\n${lines(two).join(',\n')}\n]`);
  const theirs = await command(t, course, [one, array]);
  assert.ok(theirs.summary.completed > 10);
  for (const shards of [1, 3]) {
    const lead = await openLead(t, { shards });
    for (const contents of [
      [one, array],
      [gzipSync(one), two],
      [Buffer.concat([Buffer.from('\uFEFF'), one]), array],
    ]) {
      const ours = await page(lead, course, contents);
      assertSame(ours, theirs);
      assert.equal(ours.loaded.name, '2 files');
      assert.equal(ours.loaded.statements, theirs.counts.statements);
      assert.equal(ours.loaded.invalidCount, 0);
    }
  }
});

test('pasted text and the generated sample are read as a file of the same content', async (t) => {
  const bytes = cohort({ learners: 30, seed: 5 });
  const theirs = await command(t, course, [bytes]);
  const lead = await openLead(t);
  for (const source of [
    { kind: 'text', name: 'pasted', text: bytes.toString() },
    { kind: 'sample', learners: 30, seed: 5 },
  ]) {
    const loaded = await lead.call('load', source);
    const overview = await lead.call('run', course);
    assertSame({ overview, learners: await lead.call('learners', ALL) }, theirs);
    assert.equal(loaded.name, source.name ?? 'Sample cohort');
  }
});

test('a statement without a time has that of its file', async (t) => {
  const { timestamp: _, ...timeless } = statement(1);
  const lead = await openLead(t);
  const journey = { waypoints: [{ conditions: '{}' }] };
  const { overview, learners } = await page(lead, journey, [JSON.stringify(timeless)]);
  assert.deepEqual(overview.span, [WRITTEN, WRITTEN]);
  const [row] = learners.rows;
  assert.equal(row.startedAt, WRITTEN);
  const view = await lead.call('learner', { ident: row.ident, instant: null });
  assert.equal(view.statements[0].timestamp, WRITTEN);
});

/** Damages some bytes, so that lines break, join and lose what they need. */
function damage(bytes, { below, of }, times) {
  const damaged = Buffer.from(bytes);
  for (let left = times; left > 0; left--)
    damaged[below(damaged.length)] = of(['{', '}', '"', '\n', ',', 'x', ' ', ']', '\\']).charCodeAt(0);
  return damaged;
}

/** What the engine makes of a file as a stream, as the command feeds it. */
function streamed(journey, content) {
  return withJourneys([journey], (compiled) =>
    using(engine.replay(compiled), (replay) => {
      const context = { receivedAt: new Date(WRITTEN) };
      const invalid = [...replay.write(content, context).invalid, ...replay.end(context).invalid];
      return { counts: replay.stats, summary: replay.summary()[0], progress: progressOf(replay), invalid };
    }),
  );
}

test('of damaged files, the same statements are taken and the same are bad as for the command', async (t) => {
  const dice = random(seedOf(t));
  const lead = await openLead(t);
  const whole = cohort({ statements: 150, seed: 9 });
  const text = lines(whole);
  for (let round = 0; round < 100 * Number(process.env.JOURNEYS_RUNS ?? 1); round++) {
    const form = dice.of([whole, Buffer.from(`[${text.join(',')}]`), Buffer.from(`[\n${text.join(',\n')}\n]`)]);
    const content = damage(form, dice, 1 + dice.below(8));
    const theirs = streamed(course, content);
    if (theirs.counts.statements === theirs.counts.invalid) continue; // none is left
    const ours = await page(lead, course, [content]);
    assertSame(ours, theirs);
    assert.equal(ours.loaded.statements, theirs.counts.statements - theirs.counts.invalid);
    assert.equal(ours.loaded.invalidCount, theirs.counts.invalid);
    const listed = ours.loaded.invalid.map(({ file: _, ...each }) => each);
    assert.deepEqual(listed, theirs.invalid.slice(0, 100));
  }
});

test('bad statements are told with file, line and reason, the first hundred of them, and counted', async (t) => {
  const lead = await openLead(t);
  const bad = Array.from({ length: 150 }, () => '{"id":"7"}').join('\n');
  const loaded = await bring(
    lead,
    fileOf(JSON.stringify(statement(1)), 'good.json'),
    fileOf(`${JSON.stringify(statement(2))}\n${bad}`, 'bad.json'),
  );
  assert.equal(loaded.statements, 2);
  assert.equal(loaded.invalidCount, 150);
  assert.equal(loaded.invalid.length, 100);
  const { file, line, path, message } = loaded.invalid[0];
  assert.deepEqual([file, line], ['bad.json', 2]);
  assert.ok(path && message);
});

const good = JSON.stringify(statement(1));
const NO_STATEMENTS = [
  ['an empty file', '', /x\.json is empty/],
  ['an empty array', ' [ ] ', /holds no statement.*an empty array/],
  ['white space', ' \n \n', /holds no statement.*white space/],
  ['prose', 'Dear all,\nhere is the file.\n', /holds no statement. Expected are xAPI statements.*line 1/],
  ['JSON that is none', '{"a":1}', /holds no statement.*line 1.*actor/],
  ['a journey', JSON.stringify(course), /a journey/],
  ['an answer of an LRS', `{"statements":[${good}],"more":""}`, /answer of an LRS/],
  ['a PDF', '%PDF-1.7\n%âãÏÓ', /a PDF/],
  ['an archive', 'PK\x03\x04xxxxxxx', /zip archive/],
  ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /UTF-16/],
  ['a page', '<!doctype html><p>', /HTML/],
  ['many lines of anything', 'x\n'.repeat(50_000), /holds no statement/],
  ['half a gzip file', gzipSync(good.repeat(100)).subarray(0, 60), /x\.json is damaged: it begins as gzip/],
  ['what only begins as gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), /damaged/],
];

for (const [what, content, message] of NO_STATEMENTS) {
  test(`a file without statements is refused with what was expected and what was found: ${what}`, async (t) => {
    const lead = await openLead(t);
    await bring(lead, fileOf(good));
    const before = await lead.call('run', { waypoints: [{ conditions: '{}' }] });
    await assert.rejects(bring(lead, fileOf(content, 'x.json')), { name: 'StudyError', message });
    await assert.rejects(bring(lead, fileOf(good), fileOf(content, 'x.json')), { name: 'StudyError', message });
    const { took: _, ...after } = await lead.call('run', before.journey);
    assert.deepEqual(after.stats, before.stats, 'what was there stays');
  });
}

test('a file of more than 100 MB is refused before it is read', async (t) => {
  const { openFile } = await import('../../../web-demo/src/study/files.js');
  const large = { name: 'large.json', size: (100 << 20) + 1, lastModified: 0 };
  assert.throws(() => openFile(large), { name: 'StudyError', message: /large\.json is larger than 100 MB/ });
  assert.equal(openFile({ ...large, size: 100 << 20 }).size, 100 << 20);
  void t;
});

test('a load tells how far it is, ends when it is cancelled, and makes way for a newer one', async (t) => {
  const lead = await openLead(t);
  const first = await lead.call('load', { kind: 'sample', learners: 10 });
  const told = [];
  const abort = new AbortController();
  const onProgress = (progress) => {
    told.push(progress);
    if (progress.statements > 2000) abort.abort();
  };
  const cancelled = lead.call('load', { kind: 'sample', statements: 2e6 }, { signal: abort.signal, onProgress });
  await assert.rejects(cancelled, { name: 'AbortError' });
  assert.ok(told.length > 0 && told.every(({ stage, total }) => stage === 'reading' && total === 2e6));
  const older = lead.call('load', { kind: 'sample', statements: 2e6 });
  const newer = lead.call('load', { kind: 'sample', learners: 12 });
  await assert.rejects(older, { name: 'AbortError' });
  assert.ok((await newer).statements > first.statements);
  const { stats } = await lead.call('run', course);
  assert.equal(stats.statements, (await newer).statements);
});

test('progress in files is told in bytes of the files, up to all of them', async (t) => {
  const lead = await openLead(t);
  const zipped = gzipSync(cohort({ learners: 60 }));
  const told = [];
  await lead.call(
    'load',
    { kind: 'files', files: [fileOf(zipped)] },
    { onProgress: (progress) => told.push(progress) },
  );
  assert.ok(told.every(({ total }) => total === zipped.length));
  assert.equal(told.at(-1).done, zipped.length);
  assert.equal(told.at(-1).stage, 'gathering');
});
