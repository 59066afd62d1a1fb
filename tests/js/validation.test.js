// What a journey may say (contract/journeys.md, section 2): every fault at its path, all at once; defaults filled in;
// what the server owns ignored; what was surely not meant, a warning.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JourneysError } from 'xapi-journeys';
import { engine, thrownBy, using } from './helpers.js';

const id = (digit) => digit.repeat(24);
const outcome = { callback: 'https://example.org/done' };
const good = {
  _id: id('a'),
  waypoints: [{ _id: id('b'), conditions: { a: 1 } }],
  outcomes: [{ _id: id('c'), ...outcome }],
};
const withWaypoint = (changes) => ({ ...good, waypoints: [{ ...good.waypoints[0], ...changes }] });
const withOutcome = (changes) => ({ ...good, outcomes: [{ ...good.outcomes[0], ...changes }] });

test('defaults are filled in, and conditions become objects', () => {
  const conditions = '{"statement.verb.id": "http://example.org/done", "a": {"$gt": 1e2}}';
  const { valid, errors, document } = engine.validate(withWaypoint({ conditions }));
  assert.equal(valid, true);
  assert.deepEqual(errors, {});
  assert.deepEqual(document, {
    _id: id('a'),
    description: '',
    isActive: true,
    waypoints: [
      { _id: id('b'), description: '', isActive: true, conditions: JSON.parse(conditions), count: 1, order: 0 },
    ],
    outcomes: [
      {
        _id: id('c'),
        description: '',
        isActive: true,
        type: 'callback',
        tripCount: 0,
        deactivatedAt: null,
        ...outcome,
      },
    ],
    isSequential: false,
    isRepeatable: false,
    isPublic: false,
    trackBy: 'actor',
  });
});

test('orders default to the places of waypoints', () => {
  const { document } = engine.validate({
    waypoints: [{ conditions: {} }, { conditions: {}, order: 7 }, { conditions: {} }],
  });
  assert.deepEqual(
    document.waypoints.map(({ order }) => order),
    [0, 7, 2],
  );
});

test('ids are generated where they are absent, different ones, and the same for the same journey', () => {
  const body = { waypoints: [{ conditions: {} }, { conditions: {} }], outcomes: [outcome, outcome] };
  const idsOf = ({ document }) => [document, ...document.waypoints, ...document.outcomes].map(({ _id }) => _id);
  const ids = idsOf(engine.validate(body));
  for (const each of ids) assert.match(each, /^[0-9a-f]{24}$/);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(idsOf(engine.validate(body)), ids);
});

test('a document that was validated is valid and stays as it is', () => {
  const body = {
    ...withWaypoint({ description: 'One', count: 3, order: -1, isActive: false }),
    sources: [id('1')],
    organisation: id('2'),
    owner: id('3'),
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-02T00:00:00Z',
    __v: 3,
    version: 2,
    isRepeatable: true,
    trackBy: 'persona',
    queryHint: { a: 1 },
    sendCompletedStatement: true,
    sendCompletedStatementClients: ['x'],
    recalculateStatus: { inProgress: false },
  };
  const { document } = engine.validate(body);
  for (const field of Object.keys(body).filter((each) => !['waypoints', 'outcomes'].includes(each))) {
    assert.deepEqual(document[field], body[field], field);
  }
  assert.deepEqual(engine.validate(document).document, document);
  using(engine.compile(document), (compiled) => assert.deepEqual(compiled.document, document));
});

// [what it shows, the journey, the paths of its faults with what the message has to say]
const FAULTS = [
  ['not JSON', '{"waypoints": [}', { '': /JSON.* 15/ }],
  ['something behind the journey', '{} {}', { '': /JSON/ }],
  ['no object', '[]', { '': /object/ }],
  ['an empty text', '', { '': /JSON/ }],
  ['a nesting of 501', `{"queryHint":${'['.repeat(500)}${']'.repeat(500)}}`, { '': /nest|deep/ }],
  ['an id that is none', { ...good, _id: 'x' }, { _id: /24 hexadecimal/ }],
  ['an id of a waypoint that is none', withWaypoint({ _id: 5 }), { 'waypoints.0._id': /24 hexadecimal/ }],
  ['the same id twice', { waypoints: [good.waypoints[0], good.waypoints[0]] }, { 'waypoints.1._id': /another/ }],
  ['a description that is no text', { ...good, description: 5 }, { description: /string/ }],
  ['a flag that is none', { ...good, isActive: 'yes' }, { isActive: /true or false/ }],
  ['sources that are no list', { ...good, sources: id('1') }, { sources: /array/ }],
  ['a source that is no id', { ...good, sources: [id('1'), 'x'] }, { 'sources.1': /24 hexadecimal/ }],
  ['an unknown trackBy', { ...good, trackBy: 'cookie' }, { trackBy: /"actor" or "persona"/ }],
  ['a date that is none', { ...good, createdAt: 'today' }, { createdAt: /ISO 8601/ }],
  ['waypoints that are no list', { waypoints: {} }, { waypoints: /array/ }],
  ['a waypoint that is no object', { waypoints: ['x'] }, { 'waypoints.0': /object/ }],
  ['a waypoint without a condition', { waypoints: [{}] }, { 'waypoints.0.conditions': /condition/ }],
  ['a condition that is a number', withWaypoint({ conditions: 5 }), { 'waypoints.0.conditions': /query/ }],
  ['a condition that is null', withWaypoint({ conditions: null }), { 'waypoints.0.conditions': /query/ }],
  ['a condition that holds no JSON', withWaypoint({ conditions: '{"a":' }), { 'waypoints.0.conditions': /./ }],
  ['a condition that holds an array', withWaypoint({ conditions: '[]' }), { 'waypoints.0.conditions': /object/ }],
  [
    'an unknown operator',
    withWaypoint({ conditions: { a: { $foo: 1 } } }),
    { 'waypoints.0.conditions': /^unknown operator: \$foo$/ },
  ],
  [
    'an unknown operator in text',
    withWaypoint({ conditions: '{"$foo": 1}' }),
    { 'waypoints.0.conditions': /^unknown top level operator: \$foo$/ },
  ],
  ['a count of 0', withWaypoint({ count: 0 }), { 'waypoints.0.count': /whole number from 1/ }],
  ['a count of one and a half', withWaypoint({ count: 1.5 }), { 'waypoints.0.count': /whole number/ }],
  [
    'a count beyond all numbers',
    JSON.stringify(withWaypoint({ count: 'N' })).replace('"N"', '1e30'),
    { 'waypoints.0.count': /whole number/ },
  ],
  ['an order that is text', withWaypoint({ order: '1' }), { 'waypoints.0.order': /whole number/ }],
  ['an outcome without its URL', { ...good, outcomes: [{}] }, { 'outcomes.0.callback': /URL/ }],
  ['a relative URL', withOutcome({ callback: '/done' }), { 'outcomes.0.callback': /absolute http or https URL/ }],
  [
    'a URL of another scheme',
    withOutcome({ callback: 'file:///etc/passwd' }),
    { 'outcomes.0.callback': /absolute http or https URL/ },
  ],
  ['a URL with a line break', withOutcome({ callback: 'http://example.org/\r\nx' }), { 'outcomes.0.callback': /URL/ }],
  ['an unknown kind of outcome', withOutcome({ type: 'email' }), { 'outcomes.0.type': /"callback" or "statement"/ }],
  ['a field that no version had', { ...good, color: 'red' }, { color: /unknown field: color/ }],
  [
    'such a field in a waypoint',
    withWaypoint({ condition: {} }),
    { 'waypoints.0.condition': /unknown field: condition/ },
  ],
  ['such a field in an outcome', withOutcome({ url: 'x' }), { 'outcomes.0.url': /unknown field: url/ }],
  [
    'many faults',
    { color: 1, trackBy: 2, waypoints: [{ conditions: { $a: 1 }, count: -1 }, { conditions: { b: { $b: 1 } } }] },
    {
      color: /./,
      trackBy: /./,
      'waypoints.0.conditions': /\$a/,
      'waypoints.0.count': /./,
      'waypoints.1.conditions': /\$b/,
    },
  ],
];

describe('refused, with every fault at its path:', () => {
  for (const [what, body, faults] of FAULTS) {
    test(what, () => {
      const { valid, errors, document } = engine.validate(body);
      assert.equal(valid, false);
      assert.equal(document, undefined);
      assert.deepEqual(Object.keys(errors).sort(), Object.keys(faults).sort());
      for (const [path, message] of Object.entries(faults)) {
        assert.equal(errors[path].path, path);
        assert.match(errors[path].message, message);
      }
      const error = thrownBy(() => engine.compile(body));
      assert.ok(error instanceof JourneysError);
      assert.equal(error.name, 'ValidationError');
      assert.deepEqual(error.errors, errors);
      assert.ok(error.path in faults);
    });
  }
});

test('a fault shows what stood there', () => {
  const { errors } = engine.validate(withWaypoint({ count: 'three', conditions: { a: { $foo: 1 } } }));
  assert.deepEqual(errors['waypoints.0.count'].value, 'three');
  assert.deepEqual(errors['waypoints.0.conditions'].value, { a: { $foo: 1 } });
});

// [what it shows, the journey, the paths of its warnings]
const WARNINGS = [
  ['nothing, where all is well', good, []],
  ['no waypoints', { ...good, waypoints: [] }, ['waypoints']],
  ['no waypoints in an inactive journey', { ...good, isActive: false, waypoints: [] }, []],
  ['no active waypoint', withWaypoint({ isActive: false }), ['waypoints']],
  ['an empty condition', withWaypoint({ conditions: {} }), ['waypoints.0.conditions']],
  ['an empty condition in text', withWaypoint({ conditions: '{}' }), ['waypoints.0.conditions']],
  ['a condition that nothing meets', withWaypoint({ conditions: { a: { $in: [] } } }), ['waypoints.0.conditions']],
  [
    'the same condition twice',
    { ...good, waypoints: [{ conditions: { a: 1 } }, { conditions: '{ "a" : 1 }' }] },
    ['waypoints.1.conditions'],
  ],
  ['no outcome', { ...good, outcomes: [] }, ['outcomes']],
  ['no active outcome', withOutcome({ isActive: false }), ['outcomes']],
  ['no sources', { ...good, sources: [] }, ['sources']],
];

describe('warned of:', () => {
  for (const [what, body, paths] of WARNINGS) {
    test(what, () => {
      const { valid, warnings } = engine.validate(body);
      assert.equal(valid, true);
      assert.deepEqual(
        warnings.map(({ path }) => path),
        paths,
      );
      for (const { message } of warnings) assert.ok(message.length > 10);
      using(engine.compile(body), (compiled) => assert.deepEqual(compiled.warnings, warnings));
    });
  }
});

// A client sends back what it was given: of the server's own fields none may make a valid journey invalid.
const READ_ONLY = { recalculateStatus: 'x', warnings: [], __v: 'x', updatedAt: 5, version: 'x' };

for (const [field, value] of Object.entries(READ_ONLY)) {
  test(`the server's own ${field} is ignored where it makes no sense`, () => {
    const { valid, document } = engine.validate({ ...good, [field]: value });
    assert.equal(valid, true);
    assert.equal(field in document, false);
  });
}

test('read-only fields of waypoints and outcomes are ignored', () => {
  const body = {
    ...withWaypoint({ id: id('b') }),
    outcomes: [{ ...good.outcomes[0], id: id('c'), tripCount: 'x', deactivatedAt: 5 }],
  };
  const { valid, document } = engine.validate(body);
  assert.equal(valid, true);
  assert.deepEqual(document.outcomes[0].tripCount, 0);
  assert.equal(document.outcomes[0].deactivatedAt, null);
});
