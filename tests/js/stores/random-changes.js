// Random changes: every method of a transaction, on few ids, so that they meet each other. And all that a store tells,
// to compare states.
import {
  clientOf,
  deliveryOf,
  id,
  journeyRow,
  ownerOf,
  ownersFor,
  partOf,
  progressRow,
  referenceRow,
  statementRow,
  time,
  uuid,
  withBody,
} from './samples.js';

const STATES = ['pending', 'held', 'delivered', 'dead'];
const ORGANISATIONS = [id('a', 1), id('a', 2)];
const OWNERS = ['ada', 'bob', 'cem'].map(ownerOf);
const WORKERS = ['w1', 'w2'];
const NUMBERS = [0, 1, 2, 3, 4, 5];

/** One call of each method, by name: arguments. */
const CALLS = (r) => {
  const organisation = r.of(ORGANISATIONS);
  const journeyNumber = 1 + r.below(3);
  const journey = id('b', journeyNumber);
  // A journey is of one organisation for good.
  const its = ORGANISATIONS[journeyNumber % 2];
  const owner = r.of(OWNERS);
  const number = r.of(NUMBERS);
  const second = r.below(20);
  const ids = NUMBERS.filter(() => r.chance(0.4)).map(uuid);
  const owned = OWNERS.filter(() => r.chance(0.6)).map((each) => ({ journey, owner: each }));
  const of = (numbers, make) => numbers.filter(() => r.chance(0.5)).map(make);
  const progress = (each) => {
    const place = journeyNumber * 10 + OWNERS.indexOf(each);
    const document = { updatedAt: time(r.below(20)), isCompleted: r.chance(0.3), duration: r.of([null, 1, 2.5]) };
    const row = progressRow(place, {
      journey,
      organisation: its,
      owner: each,
      epoch: r.below(3),
      attempts: r.below(3),
      ...document,
    });
    return r.chance(0.2) ? { ...row, document: null } : row;
  };
  const delivery = (changes = {}) => {
    const state = r.of(STATES);
    const nextAttemptAt = state === 'pending' ? time(r.below(20)) : null;
    return deliveryOf(number, {
      journey,
      organisation: its,
      outcome: id('e', r.below(2)),
      state,
      nextAttemptAt,
      tries: r.below(4),
      ...changes,
    });
  };
  const until = time(second + 5);
  return {
    putStatements: [
      of(NUMBERS, (each) =>
        statementRow(each, {
          organisation,
          actor: r.of([...OWNERS, null]),
          persona: r.of([null, 'p', 'q']),
          record: `"${r.below(1000)}"`,
        }),
      ),
    ],
    putVoids: [organisation, ids],
    putReferences: [
      of(NUMBERS, (each) => referenceRow(each, { journey, organisation: its, owner, more: r.below(100) })),
    ],
    dropReferencesTo: [organisation, ids],
    dropReferences: [owned],
    putProgress: [OWNERS.filter(() => r.chance(0.6)).map(progress)],
    retireProgress: [journey, r.below(3)],
    putJourney: [
      journeyRow(journeyNumber, {
        organisation: its,
        description: `d${second}`,
        epoch: r.below(3),
        trackBy: r.of(['actor', 'persona']),
        ...(r.chance(0.7) && { recalculateStatus: { inProgress: r.chance(0.7), pushing: true, remainingCount: 99 } }),
      }),
      r.chance(0.5),
    ],
    putRemaining: [journey, r.below(100)],
    deleteJourney: [journey],
    addDeliveries: [[withBody(delivery())]],
    leaseDeliveries: [
      {
        worker: r.of(WORKERS),
        now: time(second),
        until,
        limit: 1 + r.below(4),
        perOutcome: 1 + r.below(3),
        except: r.chance(0.2) ? [id('e', 0)] : [],
      },
    ],
    settleDelivery: [r.of(WORKERS), delivery()],
    putDelivery: [delivery()],
    releaseDeliveries: [r.of(WORKERS)],
    turnDeliveries: [journey, id('e', r.below(2)), r.of(STATES), r.of(STATES), time(second)],
    putClient: [clientOf(number, { key: `key${r.chance(0.8) ? number : r.of(NUMBERS)}` })],
    putRecalculation: [
      partOf(r.below(3), {
        ...{ journey, organisation: its, after: r.of(['', owner]), until: r.of([null, owner]), epoch: r.below(3) },
        ...{ remaining: r.below(100), isDone: r.chance(0.3) },
      }),
    ],
    deleteRecalculation: [journey],
    lease: [`lease${r.below(2)}`, r.of(WORKERS), time(second), until],
    release: [`lease${r.below(2)}`, r.of(WORKERS)],
    putNote: [`note${r.below(2)}`, r.of([1, 'x', { a: second }, null])],
  };
};

export const METHODS = Object.keys(CALLS({ of: ([first]) => first, below: () => 0, chance: () => true }));

/** Calls as [method, arguments]. */
export const callsOf = (random, count) =>
  Array.from({ length: count }, () => {
    const method = random.of(METHODS);
    return [method, CALLS(random)[method]];
  });

const sorted = (values) => values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** All that can be asked of a store. */
export async function stateOf(store) {
  const state = {};
  for (const organisation of ORGANISATIONS) {
    for (const kind of ['journey', 'journeyprogress', 'delivery']) {
      state[`${kind} ${organisation}`] = await store.find(kind, organisation, {});
      state[`count ${kind} ${organisation}`] = await store.count(kind, organisation);
      state[`count by journey ${kind} ${organisation}`] = await store.count(kind, organisation, {
        journey: id('b', 1),
      });
    }
    state[`completed ${organisation}`] = await store.count('journeyprogress', organisation, { isCompleted: true });
    state[`records ${organisation}`] = sorted([...(await store.records(organisation, NUMBERS.map(uuid)))]);
    state[`statements ${organisation}`] = await store.countStatements(organisation);
  }
  state.journeys = await store.journeysSince(0);
  state.clients = await store.clients();
  state.bodies = await Promise.all(NUMBERS.map((number) => store.deliveryBody(id('d', number))));
  state.deliveries = await store.deliveryCounts();
  state.recalculations = await store.recalculations();
  state.notes = [await store.note('note0'), await store.note('note1')];
  await store.change((transaction) => within(transaction, state));
  return state;
}

async function within(transaction, state) {
  state.next = await transaction.nextDeliveryAt();
  const keys = [1, 2, 3].flatMap((number) => OWNERS.map((owner) => ({ journey: id('b', number), owner })));
  state.owned = (await transaction.owned(keys)).map((each) => ({
    ...each,
    references: sorted(each.references),
    voided: sorted(each.voided),
  }));
  for (const { journey } of keys) {
    const row = await transaction.journey(journey);
    state[`parts ${journey}`] = await transaction.recalculation(journey);
    for (const owner of row ? [...OWNERS, 'p', 'q'] : []) {
      state[`before ${journey} ${owner}`] = await transaction.hasStatementsBefore(row, owner);
    }
  }
  for (const organisation of ORGANISATIONS) {
    for (const trackBy of ['actor', 'persona']) await owners(transaction, state, organisation, trackBy);
    state[`referring ${organisation}`] = sorted(await transaction.referringTo(organisation, NUMBERS.map(uuid)));
    state[`unsettled ${organisation}`] = [...(await transaction.unsettled(organisation, NUMBERS.map(uuid)))];
  }
}

async function owners(transaction, state, organisation, trackBy) {
  const journey = { ...journeyRow(1, { organisation, trackBy }), baseline: 0 };
  state[`owners ${organisation} ${trackBy}`] = await ownersFor(transaction, journey);
  let count = 0;
  for (const range of await transaction.ownerRanges(organisation, trackBy)) {
    count += await transaction.countAfter(organisation, trackBy, range);
  }
  state[`count ${organisation} ${trackBy}`] = count;
  for (const owner of [...OWNERS, 'p', 'q']) {
    state[`records ${organisation} ${trackBy} ${owner}`] = sorted(
      await transaction.recordsOf(organisation, trackBy, owner),
    );
  }
}

/** Who holds what: asked by taking it, in a change that fails. */
export async function leasesOf(store) {
  const leases = [];
  await store
    .change(async (transaction) => {
      for (let second = 0; second < 30; ++second) {
        for (const name of ['lease0', 'lease1']) {
          leases.push(await transaction.lease(name, 'asking', time(second), time(second)));
          await transaction.release(name, 'asking');
        }
        const due = { worker: 'asking', now: time(second), until: time(1000), limit: 100, perOutcome: 100 };
        leases.push(...(await transaction.leaseDeliveries(due)).map(({ _id }) => [second, _id]));
      }
      throw new Error('only asked');
    })
    .catch((error) => {
      if (error.message !== 'only asked') throw error;
    });
  return leases;
}
