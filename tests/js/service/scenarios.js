// Journeys and statements at random, as the service takes them in, and what the naive model says of them.
import fc from 'fast-check';
import { derivedRecordId } from '../../../js/service/copies.js';
import { arrival, journeys, statements } from '../generate.js';
import { naiveProgress } from '../naive.js';
import { ORGANISATION, STORE } from './helpers.js';

/** Everything of one organisation, as the service has it. */
export const ours = ({ version: _version, ...each }) => ({ ...each, organisation: ORGANISATION });

/** A store keeps one record of a statement, so its copies are of one store; a raw one says nothing of that. */
function oursStored(given) {
  const records = given.filter((each) => each.statement !== undefined);
  const storeOf = new Map(records.map(({ statement, lrs_id }) => [statement.id.toLowerCase(), lrs_id]));
  return given.map((each) => {
    if (each.statement !== undefined) return { ...each, organisation: ORGANISATION };
    const lrs_id = storeOf.get(each.id.toLowerCase());
    return lrs_id === undefined ? each : { statement: each, organisation: ORGANISATION, lrs_id };
  });
}

const keyOf = ({ journey, owner }) => JSON.stringify([journey, owner]);
export const sorted = (list) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** What the naive model says. */
export function naive(list, given, receivedAt) {
  const context = { receivedAt: new Date(receivedAt).toISOString(), organisation: ORGANISATION, lrs_id: STORE };
  const progress = list.flatMap((each) => naiveProgress(each, given, { context }));
  const asStored = JSON.parse(
    JSON.stringify(progress, (key, value) => (key === 'statement' ? recordIdOf(value) : value)),
  );
  return sorted(asStored.map(({ createdAt: _created, updatedAt: _updated, ...rest }) => rest));
}

/** What the naive model calls by its xAPI id has got a record, and with it an id, in the store. */
const recordIdOf = (name) => (name.includes('-') ? derivedRecordId(ORGANISATION, name) : name);

export const scenario = (list = journeys()) =>
  fc
    .record({ list, given: statements() })
    .map(({ list, given }) => ({ list: list.map(ours), given: oursStored(given) }))
    .chain(({ list, given }) =>
      fc.record({
        list: fc.constant(list),
        given: fc.constant(given),
        batches: arrival([...given, ...given]).map((all) => all.filter(({ length }) => length > 0)),
        split: fc.nat({ max: 5 }),
      }),
    );
