// What the tests of the command share: running it as a user does, files to run it on, and small statements.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../js/cli/main.js', import.meta.url));
export const sampleFile = (name) => fileURLToPath(new URL(`../../js/sample/${name}`, import.meta.url));

const ADL = 'http://adlnet.gov/expapi/verbs/';
export const COURSE_TYPE = 'http://adlnet.gov/expapi/activities/course';

/**
 * Runs the command and waits for its end.
 * @param {string[]} args
 * @param {{input?: string | Buffer, env?: Record<string, string>, cwd?: string}} [options]
 * @returns {Promise<{code: number, out: string, err: string}>}
 */
export function run(args, { input = '', env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const clean = { ...process.env };
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS']) delete clean[name];
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...clean, ...env }, cwd });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {}); // a command that ends early does not read it all
    child.stdin.end(input);
  });
}

/**
 * A folder that lives as long as the test, and a way to write files into it.
 * @param {import('node:test').TestContext} t
 */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'cli-test-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path: (name) => join(path, name),
    write(name, content) {
      const file = join(path, name);
      const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(file, isRaw ? content : JSON.stringify(content));
      return file;
    },
  };
}

/** @param {object[]} values */
export const ndjson = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
/** @param {string} text */
export const lines = (text) => text.split('\n').filter(Boolean);
/** @param {string} text */
export const parseLines = (text) => lines(text).map((line) => JSON.parse(line));

/** A UUID that ends in `number`. @param {number} number */
export const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/**
 * A small statement: `at` is a number of minutes after noon.
 * @param {number} number of its id
 * @param {string} who
 * @param {string} verb
 * @param {number} at
 * @param {object} [more]
 */
export function statement(number, who, verb, at, more = {}) {
  return {
    id: uuid(number),
    actor: { objectType: 'Agent', mbox: `mailto:${who}@example.org` },
    verb: { id: ADL + verb },
    object: { id: 'http://example.org/course', definition: { type: COURSE_TYPE } },
    timestamp: new Date(Date.UTC(2026, 0, 5, 12, at)).toISOString(),
    ...more,
  };
}

/** Comments of a learner, then a course completion. */
export function courseOf(who, firstNumber, comments, isCompleted = true) {
  const list = Array.from({ length: comments }, (_, index) => statement(firstNumber + index, who, 'commented', index));
  return isCompleted ? [...list, statement(firstNumber + comments, who, 'completed', 60)] : list;
}

/** A journey with one waypoint for each verb, in turn. @param {string} _id @param {...string} verbs */
export function journeyOf(_id, ...verbs) {
  return {
    _id,
    description: verbs.join(', then '),
    isSequential: true,
    waypoints: verbs.map((verb, index) => ({
      _id: _id.slice(0, 23) + (index + 1),
      description: verb,
      conditions: { 'statement.verb.id': ADL + verb },
    })),
    outcomes: [
      { _id: `${_id.slice(0, 23)}f`, description: 'tell', type: 'callback', callback: 'https://example.org/hook' },
    ],
  };
}

export const JOURNEY_ID = 'aaaaaaaaaaaaaaaaaaaaaaa0';
