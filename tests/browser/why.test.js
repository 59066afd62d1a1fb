// Why a learner is where they are, why a statement counts or not, and what the outcome gets. What is expected, the engine and
// the command say in Node on the same statements and journey.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { ownerName } from '../../js/reading/owner-name.js';
import { folder, lines, run } from '../js/cli-tools.js';
import { engine } from '../js/helpers.js';
import { compact } from '../../web-demo/src/take/document.js';
import { cohort, findLearner, learnersOf, linesById, openJourney, panelOf, withReplay } from './cohort.js';
import { assertAccessible, overflows, screenshot, test } from './helpers.js';
import { template } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('../../js/engine/index.js').ProgressExplanation} ProgressExplanation */

const ROLES = ['counted', 'surplus', 'out of turn', 'voided'];
const WORDS = { counted: 'Counted', surplus: 'Surplus', 'out of turn': 'Out of turn', voided: 'Voided' };

/**
 * The first learner, by identity, whose progress fits.
 * @param {any} journey
 * @param {(explanation: ProgressExplanation, roles: Set<string>) => boolean} fits
 */
function learnerWho(journey, fits) {
  const found = withReplay(journey, (replay, { id }) => {
    for (const { owner } of replay.progress()) {
      const explanation = replay.explain(id, owner);
      if (fits(explanation, new Set(explanation.statements.map(({ role }) => role)))) return { owner, explanation };
    }
    return null;
  });
  assert.ok(found, 'the sample has such a learner');
  return { ...found, identity: ownerName(found.owner) };
}

/** Opens a learner out of the table, by the keyboard alone. @param {Page} page @param {string} identity */
async function openLearner(page, identity) {
  const row = await findLearner(page, identity);
  const name = row.getByRole('rowheader').getByRole('button');
  await name.focus();
  await page.keyboard.press('Enter');
  const words = await name.innerText();
  const panel = panelOf(page, words);
  await panel.getByRole('heading', { level: 2, name: words }).waitFor();
  await panel.getByRole('figure', { name: 'Time line' }).waitFor();
  return { panel, name };
}

/** Whether it has the focus. @param {Locator} element */
const isFocused = (element) => element.evaluate((node) => node === document.activeElement);

/** What is said of each waypoint of the attempt that is under way. @param {Locator} panel */
async function underWay(panel) {
  const items = panel.getByRole('region', { name: 'Attempts' }).getByRole('article').last().getByRole('listitem');
  return items.evaluateAll((all) => all.map((item) => item.innerText.split(/\s*\n\s*/).filter(Boolean)));
}

/** The lines of the statements that are listed: when, and what became of each. @param {Locator} panel */
async function listed(panel) {
  const rows = panel.getByRole('listitem').filter({ has: panel.page().locator('button time') });
  return rows.evaluateAll((all) =>
    all.map((row) => ({ at: row.querySelector('time').dateTime, words: row.innerText.replace(/\s+/g, ' ') })),
  );
}

/** Chooses what is listed. @param {Locator} panel @param {string} word */
async function show(panel, word) {
  const choice = panel.getByRole('radiogroup', { name: 'What became of them' }).getByRole('radio', {
    name: new RegExp(`^${word} \\d`),
  });
  await choice.click();
  return Number(/\d+$/.exec((await choice.innerText()).trim())?.[0]);
}

/** What is seen of a learner is what the engine explains. @param {Locator} panel @param {any} journey @param {ProgressExplanation} explanation */
async function assertExplained(panel, journey, { missing, statements, progress }) {
  const names = new Map(journey.waypoints.map(({ _id, description }) => [_id, description]));
  const needs = missing.map(({ description, have, need }) => `${need - have} more “${description}”`);
  const standing = await panel.innerText();
  for (const need of needs) assert.ok(standing.includes(need), need);
  const open = missing.filter((each) => each.open).map(({ description }) => description);
  const attempt = (progress?.completions.length ?? 0) + 1;
  if (missing.length > 1) assert.ok(standing.includes(`Attempt ${attempt}: needs ${needs[0]}`), standing);
  if (missing.length > 1 && open.length === 1) assert.ok(standing.includes(`open now: “${open[0]}”.`), standing);

  const reached = (description) => !missing.some((each) => each.description === description);
  for (const [description, numbers, state] of missing.length > 0 ? await underWay(panel) : []) {
    const lack = missing.find((each) => each.description === description);
    if (!lack) assert.match(numbers, /^(\d+) of \1$/);
    else assert.deepEqual([numbers, state], [`${lack.have} of ${lack.need}`, lack.open ? 'Open now' : 'Not open yet']);
    assert.equal(reached(description), /\d{4}/.test(state), `${description} is told to be reached where it is`);
  }
  for (const role of ROLES) {
    const expected = statements.filter((each) => each.role === role);
    const choices = panel.getByRole('radio', { name: new RegExp(`^${WORDS[role]} `) });
    assert.equal(await choices.count(), expected.length > 0 ? 1 : 0, role);
    if (expected.length === 0) continue;
    assert.equal(await show(panel, WORDS[role]), expected.length);
    const seen = await listed(panel);
    const times = expected.map(({ timestamp }) => timestamp).sort();
    assert.deepEqual(seen.map(({ at }) => at).sort(), times);
    for (const { words } of seen) assert.ok(words.includes(WORDS[role]), words);
    for (const { timestamp, waypoints } of expected) {
      const words = seen.filter(({ at }) => at === timestamp).map((each) => each.words).join('\n'); // prettier-ignore
      for (const id of waypoints) assert.ok(words.includes(`“${names.get(id)}”`), `${words}: ${names.get(id)}`);
    }
  }
  await show(panel, 'All');
}

test('a learner is opened by the keyboard: what is missing, what is open, and what became of each statement', async (t) => {
  const journey = template();
  const { identity, explanation } = learnerWho(
    journey,
    ({ missing }, roles) => missing.length > 1 && roles.has('out of turn'),
  );
  const page = await openJourney(t, journey);
  const { panel, name } = await openLearner(page, identity);
  assert.ok(await isFocused(panel.getByRole('heading', { level: 2 })), 'the focus is in the panel');
  await panel.getByText(identity, { exact: true }).waitFor();
  await assertExplained(panel, journey, explanation);

  const theirs = [...linesById.values()].filter((line) => {
    const { owner } = explainedAlone(journey, line);
    return owner !== null && ownerName(owner) === identity;
  });
  await panel.getByRole('heading', { level: 3, name: `${theirs.length} statements` }).waitFor();
  const lanes = panel.getByRole('figure', { name: 'Time line' });
  for (const { _id, description } of journey.waypoints) {
    const counted = explanation.statements.filter((each) => each.role === 'counted' && each.waypoints.includes(_id));
    const words = `${counted.length} statement${counted.length === 1 ? '' : 's'}`;
    await lanes.getByRole('img', { name: `${description}: ${words}` }).waitFor();
  }
  await screenshot(page, 'why-learner');
  await assertAccessible(page, 'a learner');

  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await assertSeen(() => isFocused(name), true, 'the focus is where it was');
});

test('of a learner who has completed the journey the attempt is shown, and what became of what came after', async (t) => {
  const journey = template();
  const { identity, explanation } = learnerWho(
    journey,
    ({ progress }, roles) => Boolean(progress?.isCompleted) && roles.has('surplus') && roles.has('out of turn'),
  );
  const page = await openJourney(t, journey);
  const { panel, name } = await openLearner(page, identity);
  assert.deepEqual(explanation.missing, []);
  await panel.getByText(/^Completed on .*, after \d+ d/).waitFor();
  await assertExplained(panel, journey, explanation);
  const attempts = panel.getByRole('region', { name: 'Attempts' }).getByRole('article');
  assert.equal(await attempts.count(), 1);
  await attempts.getByRole('heading', { name: 'Attempt 1' }).waitFor();
  assert.equal(await attempts.getByRole('listitem').locator('time').count(), journey.waypoints.length);
  await screenshot(page, 'why-learner-completed');
  await assertAccessible(page, 'a learner who has completed the journey');
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await panel.waitFor({ state: 'detached' });
  await assertSeen(() => isFocused(name), true, 'the focus is where it was');
});

test('the time line looks closer at a part, of which the statements are listed', async (t) => {
  const journey = template();
  const { identity, explanation } = learnerWho(journey, ({ progress }) => Boolean(progress?.isCompleted));
  const page = await openJourney(t, journey);
  const { panel } = await openLearner(page, identity);
  const all = await show(panel, 'All');
  assert.ok(all > explanation.statements.length);
  const tools = panel.getByRole('group', { name: 'Part of the time line' });
  assert.ok(await tools.getByRole('button', { name: 'See more' }).isDisabled());
  await tools.getByRole('button', { name: 'Look closer' }).click();
  const part = panel.getByRole('status').filter({ hasText: /statements?: / });
  await part.waitFor();
  const some = Number(/^\d+/.exec(await part.innerText())?.[0]);
  assert.ok(some < all);
  await show(panel, 'Counted');
  const counted = await listed(panel);
  await assertSeen(async () => Number(/^\d+/.exec(await part.innerText())?.[0]), counted.length);
  await screenshot(page, 'why-time-line');
  await panel.getByRole('button', { name: 'Show all' }).click();
  await part.waitFor({ state: 'detached' });
  assert.ok((await listed(panel)).length > counted.length);
});

test('a learner is shown as they stood at the instant of playback', async (t) => {
  const journey = template();
  const { identity, owner, explanation } = learnerWho(
    journey,
    ({ progress }) => (progress?.startedAt ?? '2027') < '2026-01-17' && (progress?.completedAt ?? '') > '2026-01-22',
  );
  const page = await openJourney(t, journey);
  const { panel } = await openLearner(page, identity);
  await page.getByRole('slider', { name: 'Instant' }).focus();
  for (const key of ['Home', 'PageUp', 'PageUp', 'PageUp']) await page.keyboard.press(key);
  const until = (await page.getByRole('group', { name: 'Playback' }).locator('time').getAttribute('datetime')) ?? '';
  const words = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  });
  await panel.getByText(`As it stood at ${words.format(Date.parse(until))}`).waitFor();
  const then = withReplay(journey, (replay, { id }) => replay.explain(id, owner, { until }));
  assert.ok(then.missing.length > 0 && then.statements.length < explanation.statements.length);
  const counted = then.statements.filter(({ role }) => role === 'counted').length;
  await assertSeen(() => show(panel, 'Counted'), counted);
  await assertExplained(panel, journey, then);
  await screenshot(page, 'why-learner-at-an-instant');
  await assertAccessible(page, 'a learner at an instant');
});

/** @type {Map<any, import('../../js/engine/index.js').Journey>} */
const compiled = new Map();
after(() => compiled.forEach((journey) => journey.dispose()));

/** Why a line of the cohort meets what it meets. @param {any} journey @param {string} line */
function explainedAlone(journey, line) {
  if (!compiled.has(journey)) compiled.set(journey, engine.compile(journey));
  return engine.explain(compiled.get(journey), line);
}

/** The nodes of a tree, each before those below it. */
const flat = ({ children = [], ...node }) => [node, ...children.flatMap(flat)];

/** The trees on screen, by waypoint: whether it is met, and of each node whether it held and what it met. @param {Locator} panel */
async function treesSeen(panel) {
  const waypoints = panel.getByRole('region', { name: 'What it meets' }).getByRole('heading', { level: 4 });
  const heads = await waypoints.allInnerTexts();
  const trees = await panel.getByRole('list', { name: 'Condition' }).evaluateAll((lists) =>
    lists.map((list) =>
      [...list.querySelectorAll('li')].map((item) => {
        const row = item.firstElementChild;
        const met = item.querySelector(':scope > p');
        return {
          held: !row.textContent.startsWith('Did not hold'),
          words: row.textContent,
          met: met?.textContent ?? '',
        };
      }),
    ),
  );
  return trees.map((nodes, index) => ({ isMet: /\bMet$/.test(heads[index].trim()), nodes }));
}

/** What is seen of a statement is what the engine explains. @param {Locator} panel @param {any} journey @param {string} line */
async function assertStatement(panel, journey, line) {
  const { waypoints, id } = explainedAlone(journey, line);
  await panel.getByText(id, { exact: true }).waitFor();
  const seen = await treesSeen(panel);
  assert.deepEqual(
    seen.map(({ isMet }) => isMet),
    waypoints.map(({ held }) => held),
  );
  for (const [index, { condition }] of waypoints.entries()) {
    const nodes = flat(condition);
    assert.deepEqual(
      seen[index].nodes.map(({ held }) => held),
      nodes.map(({ held }) => held),
    );
    for (const [place, node] of nodes.entries()) {
      const { words, met } = seen[index].nodes[place];
      if (typeof node.operand === 'number') assert.ok(words.includes(String(node.operand)), words);
      if (typeof node.operand === 'string') assert.ok(words.includes(node.operand), words);
      if (node.held || node.met === undefined) continue;
      for (const value of node.met) {
        const said = value?.$missing ? 'no such field' : String(value);
        assert.ok(met.includes(said), `${words}: ${met}`);
      }
    }
  }
}

test('a statement shows why it meets a waypoint or not, its JSON as it came, and the way back', async (t) => {
  const journey = template();
  const { identity, explanation } = learnerWho(journey, (_, roles) => roles.size === ROLES.length);
  const page = await openJourney(t, journey);
  const { panel: learner, name } = await openLearner(page, identity);
  await assertExplained(learner, journey, explanation);
  for (const role of ROLES) {
    const { id, timestamp } = explanation.statements.find((each) => each.role === role);
    const line = linesById.get(id);
    await show(learner, WORDS[role]);
    const entry = learner.getByRole('listitem').getByRole('button');
    const opened = entry.filter({ has: page.locator(`time[datetime="${timestamp}"]`) }).first();
    await opened.focus();
    await page.keyboard.press('Enter');
    const panel = panelOf(page, 'Statement');
    await assertStatement(panel, journey, line);
    await panel
      .getByText(new RegExp(`^${WORDS[role]}`))
      .first()
      .waitFor();
    await screenshot(page, `why-statement-${role.replaceAll(' ', '-')}`);
    await assertAccessible(page, `a statement that is ${role}`);

    await panel.getByRole('button', { name: /^As it came/ }).click();
    const text = await panel.getByRole('region', { name: 'As it came' }).innerText();
    assert.equal(compact(text), line);
    assert.deepEqual(JSON.parse(text), JSON.parse(line));
    if (role === 'counted') {
      await screenshot(page, 'why-statement-json');
      await assertAccessible(page, 'the JSON of a statement');
    }
    await panel.getByRole('button', { name: 'Back' }).click();
    await panel.waitFor({ state: 'detached' });
    await assertSeen(() => isFocused(opened), true, 'the focus is on the line that was opened');
  }
  await learner.getByRole('listitem').getByRole('button').first().click();
  await panelOf(page, 'Statement').waitFor();
  await page.keyboard.press('Escape');
  await assertSeen(() => panelOf(page).count(), 0);
  await assertSeen(() => isFocused(name), true, 'all is closed, and the focus is where it was');
});

test('a statement that misses by its score shows the score it met', async (t) => {
  const journey = template('mastery');
  const line = [...linesById.values()].find((each) => {
    const { waypoints, excluded, owner } = explainedAlone(journey, each);
    const [, score] = flat(waypoints[1].condition).filter(({ path }) => path);
    return excluded === null && owner !== null && score?.held === false && score.met?.[0] > 0.6;
  });
  const { owner, at, id } = explainedAlone(journey, line);
  const page = await openJourney(t, journey);
  const { panel: learner } = await openLearner(page, ownerName(owner));
  const instant = new Date(at).toISOString();
  await show(learner, 'All');
  const entry = learner.getByRole('button').filter({ has: page.locator(`time[datetime="${instant}"]`) });
  const next = learner.getByRole('button', { name: 'Next page' });
  while ((await entry.count()) === 0 && (await next.isEnabled())) await next.click();
  await entry.first().click();
  const panel = panelOf(page, 'Statement');
  await panel.getByText(id, { exact: true }).waitFor();
  await assertStatement(panel, journey, line);
  const { scaled } = JSON.parse(line).result.score;
  await panel.getByText(`Met: ${scaled}`).waitFor();
  await panel.getByText(/^Score.* is at least 0\.8$/).waitFor();
});

/** The bodies that the command writes for a learner, attempt by attempt. @param {import('node:test').TestContext} t @param {any} journey @param {any} owner */
async function bodiesOf(t, journey, owner) {
  const { write } = folder(t);
  const files = [write('journey.json', journey), write('cohort.ndjson', cohort)];
  const { code, out, err } = await run(['replay', '--callbacks', '-', '--journey', ...files]);
  assert.equal(code, 0, err);
  return lines(out).filter((line) => ownerName(JSON.parse(line).owner) === ownerName(owner));
}

/** The body on screen, all of it. @param {Locator} panel */
async function bodySeen(panel) {
  const region = panel.getByRole('region', { name: 'Body of the callback' });
  await region.waitFor();
  const all = panel.getByRole('button', { name: /^Show all/ });
  if (await all.isVisible()) await all.click();
  return (await region.textContent()) ?? '';
}

test('the outcome’s body is what the command writes, copied and downloaded as it is', async (t) => {
  const journey = template();
  const { identity, owner } = learnerWho(journey, ({ progress }) => Boolean(progress?.isCompleted));
  const [body, ...others] = await bodiesOf(t, journey, owner);
  assert.deepEqual(others, []);
  const page = await openJourney(t, journey);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const row = await findLearner(page, identity);
  const opener = row.getByRole('button', { name: /^Callback of / });
  await opener.focus();
  await page.keyboard.press('Enter');
  const panel = panelOf(page, 'Callback');
  const text = await bodySeen(panel);
  assert.equal(compact(text), body);
  const [{ callback, description }] = journey.outcomes;
  const receivers = panel.getByRole('list', { name: 'It would be sent to' });
  assert.equal((await receivers.innerText()).replace(/\s+/g, ' '), `${description} POST ${callback}`);
  await screenshot(page, 'why-outcome');
  await assertAccessible(page, 'an outcome');

  await panel.getByRole('button', { name: 'Copy' }).click();
  await panel.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, text);
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /-attempt-1\.json$/);
  assert.equal(await readFile(await file.path(), 'utf8'), text);

  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await panel.waitFor({ state: 'detached' });
  await assertSeen(() => isFocused(opener), true, 'the focus is where it was');
});

test('of several attempts each has its own body', async (t) => {
  const journey = template('mastery');
  const { identity, owner, explanation } = learnerWho(journey, ({ progress }) => progress?.completions.length === 5);
  const bodies = await bodiesOf(t, journey, owner);
  assert.equal(new Set(bodies).size, 5);
  const page = await openJourney(t, journey);
  const { panel: learner } = await openLearner(page, identity);
  await learner.getByText(/^Completed 5 times, first on /).waitFor();
  await assertExplained(learner, journey, explanation);
  const attempts = learner.getByRole('region', { name: 'Attempts' });
  const shown = await attempts.getByRole('article').count();
  await attempts.getByRole('button', { name: /^Show \d earlier attempts?$/ }).click();
  await assertSeen(() => attempts.getByRole('article').count(), 5 + (explanation.missing.length > 0 ? 1 : 0));
  assert.ok(shown < (await attempts.getByRole('article').count()));
  await screenshot(page, 'why-attempts');
  await assertAccessible(page, 'several attempts');

  const second = attempts.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Attempt 2' }) });
  await second.getByRole('button', { name: 'See the callback' }).click();
  const panel = panelOf(page, 'Callback');
  assert.equal(compact(await bodySeen(panel)), bodies[1]);
  for (const attempt of [5, 1]) {
    await panel.getByRole('button', { name: /Attempt of/ }).click();
    const options = page.getByRole('option');
    assert.equal(await options.count(), 5);
    await options.filter({ hasText: `Attempt ${attempt}, completed` }).click();
    await assertSeen(async () => compact(await bodySeen(panel)), bodies[attempt - 1]);
  }
  await panel.getByRole('button', { name: 'Back' }).click();
  await panel.waitFor({ state: 'detached' });
  await assertSeen(() => isFocused(second.getByRole('button')), true, 'the focus is on what was pressed');
  await learner.waitFor();
});

test('a journey without an active outcome tells nobody, and the body is shown all the same', async (t) => {
  const journey = { ...template(), outcomes: [{ ...template().outcomes[0], isActive: false }] };
  const { identity, owner } = learnerWho(journey, ({ progress }) => Boolean(progress?.isCompleted));
  const [body] = await bodiesOf(t, journey, owner);
  const page = await openJourney(t, journey);
  const row = await findLearner(page, identity);
  await row.getByRole('button', { name: /^Callback of / }).click();
  const panel = panelOf(page, 'Callback');
  await panel.getByText('Nobody would get it').waitFor();
  await panel.getByText(/1 outcome switched off/).waitFor();
  assert.equal(compact(await bodySeen(panel)), body);
  await assertAccessible(page, 'an outcome that nobody gets');
});

for (const [name, wanted] of /** @type {const} */ ([
  ['dark', { dark: true }],
  ['phone', { phone: true }],
  ['phone-dark', { phone: true, dark: true }],
])) {
  test(`learner, statement and outcome: ${name}`, async (t) => {
    const journey = template();
    const { identity } = learnerWho(
      journey,
      ({ progress }, roles) => Boolean(progress?.isCompleted) && roles.has('surplus'),
    );
    const page = await openJourney(t, journey, wanted);
    if (name.startsWith('phone')) await page.getByRole('tab', { name: 'Result', exact: true }).tap();
    const { panel } = await openLearner(page, identity);
    const look = async (state) => {
      await screenshot(page, `why-${state}-${name}`);
      await assertAccessible(page, `${state}, ${name}`);
      assert.equal(await overflows(page), false, state);
    };
    await look('learner');
    await show(panel, 'Surplus');
    await panel.getByRole('listitem').getByRole('button').first().click();
    await panelOf(page, 'Statement').getByRole('list', { name: 'Condition' }).first().waitFor();
    await look('statement');
    await panelOf(page, 'Statement').getByRole('button', { name: 'Back' }).click();
    await panel.getByRole('button', { name: 'See the callback' }).click();
    await bodySeen(panelOf(page, 'Callback'));
    await look('outcome');
    await panelOf(page, 'Callback').getByRole('button', { name: 'Close', exact: true }).click();
    await learnersOf(page).waitFor();
    await assertSeen(() => panelOf(page).count(), 0);
  });
}
