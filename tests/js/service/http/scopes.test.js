// Who may see and do what: every scope, on own, public, private and another organisation's journeys, on every route.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ANA, BEN, completed, course, makeService, ORGANISATION, OTHER_ORGANISATION } from './helpers.js';

const CLIENTS = {
  all: { scopes: ['all'], user: ANA },
  'all without user': { scopes: ['all'] },
  'view all': { scopes: ['org/all/journey/view'], user: ANA },
  'edit all': { scopes: ['org/all/journey/edit'], user: ANA },
  'view public': { scopes: ['org/public/journey/view'], user: ANA },
  'edit public': { scopes: ['org/public/journey/edit'], user: ANA },
  'view public without user': { scopes: ['org/public/journey/view'] },
  'edit public without user': { scopes: ['org/public/journey/edit'] },
  'view all, edit public': { scopes: ['org/all/journey/view', 'org/public/journey/edit'], user: ANA },
  'no scope, but a user': { scopes: [], user: ANA },
  'statements only': { scopes: ['statements/write'] },
  xapi: { scopes: ['xapi/all'] },
  none: { scopes: [] },
  'of another organisation': { scopes: ['all'], user: ANA, organisation: OTHER_ORGANISATION },
};

/** The journeys of the organisation: Ana's own, Ben's public and private one, and one that has no owner. */
const JOURNEYS = ['own', 'public', 'private', 'ownerless'];

// For each journey: e may be edited, v only seen, - neither. Then: may create private ones, may send statements.
const RIGHTS = {
  all: 'eeee + +',
  'all without user': 'eeee + +',
  'view all': 'evvv - -',
  'edit all': 'eeee + -',
  'view public': 'ev-- - -',
  'edit public': 'ee-- + -',
  'view public without user': '-v-- - -',
  'edit public without user': '-e-- - -',
  'view all, edit public': 'eevv + -',
  'no scope, but a user': 'e--- - -',
  'statements only': '---- - +',
  xapi: '---- - +',
  none: '---- - -',
  'of another organisation': '---- + +',
};

/** No scope that has to do with journeys, and nobody's own: every route of theirs is refused as such. */
const isShutOut = (name) => ['statements only', 'xapi', 'none'].includes(name);

const rightsOf = (name) => {
  const [journeys, create, send] = RIGHTS[name].split(' ');
  return {
    journeys: Object.fromEntries(JOURNEYS.map((key, at) => [key, journeys[at]])),
    create: create === '+',
    send: send === '+',
  };
};

const clients = {};
const ids = {};
let made;

before(async () => {
  made = await makeService();
  for (const [name, wanted] of Object.entries(CLIENTS)) clients[name] = await made.clientOf(wanted);
  const ben = await made.clientOf({ user: BEN });
  const owners = { own: clients.all, public: ben, private: ben, ownerless: clients['all without user'] };
  for (const [key, { ask }] of Object.entries(owners)) {
    const { body } = await ask('POST', '/api/v2/journey', {
      body: course({ description: key, isPublic: key === 'public' }),
    });
    ids[key] = { journey: body._id };
  }
  const { ask } = clients['of another organisation'];
  const foreign = await ask('POST', '/api/v2/journey', { body: course({ description: 'foreign', isPublic: true }) });
  ids.foreign = { journey: foreign.body._id };
  for (const each of [clients.all, clients['of another organisation']]) {
    await each.ask('POST', '/data/xAPI/statements', { body: completed() });
  }
  await collectIds();
});

after(() => made.service.close());

/** The progress and the delivery that each journey has. */
async function collectIds() {
  for (const kind of ['journeyprogress', 'delivery']) {
    for (const organisation of [ORGANISATION, OTHER_ORGANISATION]) {
      for (const document of await made.context.store.find(kind, organisation, {})) {
        const [key] = Object.entries(ids).find(([, { journey }]) => journey === document.journey);
        ids[key][kind] = document._id;
      }
    }
  }
  for (const each of Object.values(ids))
    assert.deepEqual(Object.keys(each), ['journey', 'journeyprogress', 'delivery']);
}

const KINDS = ['journey', 'journeyprogress', 'delivery'];

for (const name of Object.keys(CLIENTS)) {
  const { journeys, create, send } = rightsOf(name);
  const visible = name === 'of another organisation' ? ['foreign'] : JOURNEYS.filter((key) => journeys[key] !== '-');

  describe(`a client with ${name}`, () => {
    const ask = (...given) => clients[name].ask(...given);

    for (const kind of KINDS) {
      test(`lists, counts and pages through exactly the visible ${kind}`, async () => {
        const answers = await Promise.all(
          [`/api/v2/${kind}`, `/api/v2/${kind}/count`, `/api/connection/${kind}`].map((path) => ask('GET', path)),
        );
        if (isShutOut(name))
          return assert.deepEqual(
            answers.map(({ status }) => status),
            [403, 403, 403],
          );
        const [list, count, connection] = answers;
        const expected = visible.map((key) => ids[key][kind]).sort();
        assert.deepEqual(list.body.map(({ _id }) => _id).sort(), expected);
        assert.equal(list.headers.get('x-total-count'), String(expected.length));
        assert.deepEqual(count.body, { count: expected.length });
        assert.deepEqual(connection.body.edges.map(({ node }) => node._id).sort(), expected);
      });

      test(`finds no more ${kind} by any query, sort, distinct or cursor`, async () => {
        if (isShutOut(name)) return;
        const id = kind === 'journey' ? '_id' : 'journey';
        const everything = { $or: [{ _id: { $exists: true } }, { $nor: [{ owner: ANA }] }] };
        const values = await ask('GET', `/api/v2/${kind}`, { query: { query: everything, distinct: id } });
        assert.deepEqual(values.body.sort(), visible.map((key) => ids[key].journey).sort());
        for (const [key, each] of Object.entries(ids)) {
          const found = await ask('GET', `/api/v2/${kind}`, { query: { query: { _id: each[kind] } } });
          assert.equal(found.body.length, visible.includes(key) ? 1 : 0, key);
        }
      });

      test(`gets each visible ${kind}, and of others no sign that they are there`, async () => {
        for (const [key, each] of Object.entries(ids)) {
          const { status } = await ask('GET', `/api/v2/${kind}/${each[kind]}`);
          assert.equal(status, isShutOut(name) ? 403 : visible.includes(key) ? 200 : 404, key);
        }
      });
    }

    test('changes what may be edited; is refused for what is only seen; finds nothing else', async () => {
      const attempts = (id, delivery) => [
        ['PATCH', `/api/v2/journey/${id}`, { body: {} }, 200],
        ['POST', `/api/recalculatejourney?journeyId=${id}`, {}, 200],
        ['POST', `/api/cancelrecalculatejourney?journeyId=${id}`, {}, 200],
        ['POST', `/api/v2/delivery/${delivery}/retry`, {}, 202],
        ['DELETE', `/api/v2/journey/${id}`, { headers: { 'If-Match': '"999.x"' } }, 409],
        ['PUT', `/api/v2/journey/${id}`, { body: course({ __v: 999 }) }, 409],
        ['POST', `/api/v2/journey/${id}`, { body: course({ __v: 999 }) }, 409],
      ];
      for (const key of JOURNEYS) {
        for (const [method, path, options, success] of attempts(ids[key].journey, ids[key].delivery)) {
          const { status, text } = await ask(method, path, options);
          const right = name === 'of another organisation' ? '-' : journeys[key];
          const expected = { e: success, v: 403, '-': isShutOut(name) ? 403 : 404 }[right];
          assert.equal(status, expected, `${method} ${path} (${key}): ${text}`);
        }
      }
    });

    test('creates journeys only with a scope that could edit them', async () => {
      for (const [method, path] of [
        ['POST', '/api/v2/journey'],
        ['PUT', `/api/v2/journey/${made.context.newId()}`],
      ]) {
        const { status, body } = await ask(method, path, { body: course() });
        assert.equal(status, create ? (method === 'POST' ? 201 : 200) : 403, path);
        if (!create) continue;
        assert.equal(body.owner, CLIENTS[name].user);
        assert.equal(body.organisation, CLIENTS[name].organisation ?? ORGANISATION);
        assert.equal((await ask('DELETE', `/api/v2/journey/${body._id}`)).status, 204);
      }
    });

    test('sends statements only with a scope for it', async () => {
      const statement = completed({ verb: { id: 'http://example.org/other' } });
      const post = await ask('POST', '/data/xAPI/statements', { body: statement });
      const put = await ask('PUT', `/data/xAPI/statements?statementId=${statement.id}`, { body: statement });
      assert.deepEqual([post.status, put.status], send ? [200, 204] : [403, 403]);
    });
  });
}

test('a client without a user creates public journeys with the scope for public ones', async () => {
  const { ask } = clients['edit public without user'];
  const { status, body } = await ask('POST', '/api/v2/journey', { body: course({ isPublic: true }) });
  assert.equal(status, 201);
  assert.equal((await ask('DELETE', `/api/v2/journey/${body._id}`)).status, 204);
});

test("another organisation's journey is neither replaced nor created under its id", async () => {
  const { ask } = clients.all;
  const { journey } = ids.foreign;
  assert.equal((await ask('PUT', `/api/v2/journey/${journey}`, { body: course() })).status, 404);
  assert.equal((await ask('POST', '/api/v2/journey', { body: course({ _id: journey }) })).status, 409);
  const seen = await clients['of another organisation'].ask('GET', `/api/v2/journey/${journey}`);
  assert.deepEqual([seen.body.description, seen.body.__v], ['foreign', 0]);
});

test('a body cannot say whose a journey is', async () => {
  const { ask } = clients.all;
  const body = course({ owner: BEN, organisation: OTHER_ORGANISATION });
  const { body: document } = await ask('POST', '/api/v2/journey', { body });
  assert.deepEqual([document.owner, document.organisation], [ANA, ORGANISATION]);
  const { body: patched } = await ask('PATCH', `/api/v2/journey/${document._id}`, { body });
  assert.deepEqual([patched.owner, patched.organisation], [ANA, ORGANISATION]);
  await ask('DELETE', `/api/v2/journey/${document._id}`);
});
