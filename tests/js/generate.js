// Random journeys and statements (fast-check), made so that what is hard happens often: few ids, verbs and instants, so
// that statements tie, repeat, void one another and compete for waypoints; the same instant written in many ways.
import fc from 'fast-check';

const hex = (digit) => digit.repeat(24);
const uuid = (number) => `${number.toString(16).padStart(8, '0')}-c0de-4abc-8def-00000000beef`;
const ORGANISATIONS = [hex('a'), hex('b')];
const STORES = [hex('1'), hex('2'), hex('3')];
const VERBS = ['answered', 'completed', 'passed'].map((verb) => `http://adlnet.gov/expapi/verbs/${verb}`);
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
const ACTIVITIES = ['http://example.org/video', 'http://example.org/quiz'];
const PEOPLE = [hex('d'), hex('e')].map((_id) => ({ _id, display: 'Somebody' }));
const ACTORS = [
  { mbox: 'mailto:ada@example.org' },
  { mbox: 'mailto:ada@example.org', name: 'Ada', objectType: 'Agent' },
  { account: { name: 'ada', homePage: 'http://example.org' } },
  { objectType: 'Group', mbox: 'mailto:ada@example.org', member: [{ mbox: 'mailto:bob@example.org' }] },
  { openid: 'http://example.org/ö' },
  { objectType: 'Agent', mbox_sha1sum: '0123456789abcdef0123456789abcdef01234567' },
  { objectType: 'Group', member: [{ mbox: 'mailto:ada@example.org' }] }, // anonymous: nobody
];

/** When statements without any time were received. Every batch has to be given it. */
export const RECEIVED_AT = '2024-03-01T12:00:00.000500Z';
const START = Date.parse('2024-03-01T12:00:00Z');
/** Microseconds after START: some within one millisecond, some seconds apart. */
const TICKS = [0, 1, 499, 500, 1_000, 1_001, 999_999, 1_000_000, 60_000_000];
const OFFSETS = [
  ['Z', 0],
  ['+00:00', 0],
  ['-05:00', -300],
  ['+05:30', 330],
];

/** An instant as text: another offset, more digits than count, the same instant. */
export const instant = () =>
  fc
    .record({
      tick: fc.constantFrom(...TICKS),
      offset: fc.constantFrom(...OFFSETS),
      digits: fc.constantFrom('least', '', '000', '999'),
    })
    .map(({ tick, offset: [suffix, minutes], digits }) => {
      const local = new Date(START + Math.floor(tick / 1000) + minutes * 60_000).toISOString();
      const micros = `${local.slice(0, -1)}${String(tick % 1000).padStart(3, '0')}`;
      return digits === 'least' ? micros.replace(/\.?0+$/, '') + suffix : micros + digits + suffix;
    });

// ---- journeys

const condition = () => {
  const verb = fc.constantFrom(...VERBS);
  const activity = fc.constantFrom(...ACTIVITIES);
  return fc.oneof(
    { weight: 4, arbitrary: verb.map((id) => ({ 'statement.verb.id': id })) },
    { weight: 2, arbitrary: fc.tuple(verb, verb).map(($in) => ({ 'statement.verb.id': { $in } })) },
    {
      weight: 2,
      arbitrary: fc.tuple(verb, activity).map(([v, a]) => ({ 'statement.verb.id': v, 'statement.object.id': a })),
    },
    { weight: 1, arbitrary: activity.map((id) => ({ 'statement.object.id': id })) },
    { weight: 1, arbitrary: fc.boolean().map((success) => ({ 'statement.result.success': success })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
};

const waypoint = () =>
  fc.record(
    {
      conditions: fc.oneof(
        condition(),
        condition().map((query) => JSON.stringify(query)),
      ),
      count: fc.constantFrom(1, 1, 2, 3),
      order: fc.integer({ min: -1, max: 2 }),
      isActive: fc.constantFrom(true, true, true, false),
    },
    { requiredKeys: ['conditions'] },
  );

export const journey = () =>
  fc
    .record(
      {
        organisation: fc.constantFrom(...ORGANISATIONS),
        sources: fc.oneof(
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 9, arbitrary: fc.subarray(STORES, { minLength: 2 }) },
        ),
        waypoints: fc.oneof(
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 19, arbitrary: fc.array(waypoint(), { minLength: 1, maxLength: 4, size: 'max' }) },
        ),
        isActive: fc.constantFrom(...Array(19).fill(true), false),
        isSequential: fc.boolean(),
        isRepeatable: fc.boolean(),
        trackBy: fc.constantFrom('actor', 'actor', 'persona'),
        version: fc.integer({ min: 0, max: 9 }),
      },
      { requiredKeys: ['waypoints', 'isSequential', 'isRepeatable'] },
    )
    .map((body) => ({
      ...body,
      waypoints: body.waypoints.map((each, index) => ({ _id: `${hex('f').slice(1)}${index}`, ...each })),
    }));

/** Some journeys, each with an id of its own that does not sort as they stand. */
export const journeys = (maxLength = 3) =>
  fc
    .array(journey(), { minLength: 1, maxLength })
    .map((list) => list.map((each, index) => ({ _id: hex(String(9 - index)), ...each })));

// ---- statements

/** Something that happened: a statement without its time, and where the time stands. */
const event = () =>
  fc.record({
    actor: fc.constantFrom(...ACTORS, ...Array(8).fill(ACTORS[0]), ACTORS[1], ACTORS[2]),
    verb: fc.constantFrom(...VERBS),
    activity: fc.constantFrom(...ACTIVITIES),
    success: fc.constantFrom(true, false, undefined),
    voids: fc.constantFrom(...Array(9).fill(undefined), 0, 3, 5),
    time: instant(),
    decoy: instant(),
    timeAt: fc.constantFrom(...Array(6).fill('timestamp'), 'stored', 'record.timestamp', 'record.stored', 'nowhere'),
    person: fc.constantFrom(...PEOPLE, undefined),
    organisation: fc.constantFrom(ORGANISATIONS[0], ORGANISATIONS[0], ORGANISATIONS[1]),
    lrs_id: fc.constantFrom(...STORES),
    voided: fc.constantFrom(...Array(19).fill(false), true),
    copies: fc.array(fc.constantFrom('record', 'record', 'without person', 'upper case', 'raw'), {
      minLength: 1,
      maxLength: 3,
    }),
  });

function toXapi({ actor, verb, activity, success, voids, time, decoy, timeAt }, id, ids) {
  const object = voids === undefined ? { id: activity } : { objectType: 'StatementRef', id: ids[voids % ids.length] };
  const times = {
    timestamp: { timestamp: time, stored: decoy },
    stored: { stored: time },
    'record.timestamp': { stored: decoy },
  }[timeAt];
  return { id, actor, verb: { id: voids === undefined ? verb : VOIDED }, object, result: { success }, ...times };
}

/** The copies in which an event arrives: some before its person was found, some raw. */
function toCopies(happened, index, ids) {
  const { time, decoy, timeAt, person, organisation, lrs_id, voided, copies } = happened;
  const statement = toXapi(happened, ids[index], ids);
  const times = {
    timestamp: { timestamp: decoy },
    'record.timestamp': { timestamp: time, stored: decoy },
    'record.stored': { stored: time },
  }[timeAt];
  const _id = `${hex('0').slice(2)}${String(index).padStart(2, '0')}`;
  const record = { _id, statement, organisation, lrs_id, voided, person, ...times };
  // A raw statement has no record around it to hold its time.
  const raw = timeAt.startsWith('record.') ? record : statement;
  const forms = {
    record,
    'without person': { ...record, person: undefined },
    'upper case': { ...record, statement: { ...statement, id: ids[index].toUpperCase() } },
    raw,
  };
  return copies.map((form) => JSON.parse(JSON.stringify(forms[form])));
}

/** All copies of some events, in the order of the events. */
export const statements = (maxLength = 24) =>
  fc.array(event(), { minLength: 1, maxLength, size: 'max' }).chain((events) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: events.length, maxLength: events.length })
      .map((numbers) => numbers.map(uuid))
      .map((ids) => events.flatMap((happened, index) => toCopies(happened, index, ids))),
  );

/** The same statements in another order, cut into batches. */
export const arrival = (statements) =>
  fc
    .tuple(
      fc.shuffledSubarray(statements, { minLength: statements.length }),
      fc.array(fc.nat({ max: statements.length }), { maxLength: 5 }),
    )
    .map(([shuffled, cuts]) => {
      const bounds = [0, ...cuts.sort((a, b) => a - b), shuffled.length];
      return bounds.slice(1).map((end, index) => shuffled.slice(bounds[index], end));
    });

/** The ways in which a batch can be handed to the engine. */
export const FORMS = {
  objects: (batch) => batch,
  'an array as text': (batch) => JSON.stringify(batch),
  'an array as bytes': (batch) => Buffer.from(JSON.stringify(batch)),
  'lines as text': (batch) => batch.map((statement) => JSON.stringify(statement)).join('\n'),
  'lines as bytes': (batch) => Buffer.from(batch.map((statement) => `${JSON.stringify(statement)}\r\n`).join('')),
};
