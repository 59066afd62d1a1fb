// A store like one whose database writes one document at a time. While it breaks, a change ends halfway, as if its process had
// died: some of its statements are there and nothing else, or all of them and some owners as they should be, but not others.
// It tells which statements are of such a change until another change that puts them gets to its end.

const keyOf = (organisation, id) => `${organisation} ${id}`;

/**
 * @param {import('../../../js/stores/store.js').Store} inner
 * @param {(what: 'early' | 'statement' | 'owner') => boolean} isLost asked of each change that breaks whether it ends early:
 * with some statements, of each of which it is asked then, and nothing else; of each owner otherwise
 */
export function halfWritten(inner, isLost) {
  /** Statements that are not settled, in the order in which they were left. */
  const pending = new Map();
  const state = { breaks: false, pending, lost: 0 };

  async function change(use) {
    const { breaks } = state;
    const put = new Map();
    const result = await inner.change((given) => {
      put.clear();
      const putStatements = async (rows) => {
        await given.putStatements(rows);
        for (const { organisation, id } of rows) put.set(keyOf(organisation, id), { organisation, id });
      };
      const whole = { ...given, putStatements, unsettled };
      return use(breaks ? half(whole, isLost, state) : whole);
    });
    if (!breaks || put.size === 0) {
      for (const key of put.keys()) pending.delete(key);
      return result;
    }
    for (const [key, statement] of put) pending.set(key, statement);
    throw new Error('the process died');
  }

  const unsettled = async (organisation, ids) => new Set(ids.filter((id) => pending.has(keyOf(organisation, id))));

  async function leftBehind(_before, limit) {
    const left = [...pending.values()].slice(0, limit);
    return Promise.all(
      left.map(async ({ organisation, id }) => {
        const record = (await inner.records(organisation, [id])).get(id);
        return { organisation, id, record };
      }),
    );
  }

  return Object.assign(state, { store: { ...inner, change, leftBehind } });
}

/** A transaction of which only some is kept; `lost` counts the statements that are not even stored. */
function half(given, isLost, state) {
  const isEarly = isLost('early');
  const fates = new Map();
  const isKept = ({ journey, owner }) => {
    const key = keyOf(journey, owner);
    if (!fates.has(key)) fates.set(key, !isEarly && !isLost('owner'));
    return fates.get(key);
  };
  const kept = (rows) => rows.filter(isKept);
  return {
    ...given,
    putStatements(rows) {
      const stored = rows.filter(() => !isEarly || !isLost('statement'));
      state.lost += rows.length - stored.length;
      return given.putStatements(stored);
    },
    putVoids: async (organisation, ids) => (isEarly ? undefined : given.putVoids(organisation, ids)),
    async dropReferencesTo(organisation, ids) {
      const lost = (await given.referringTo(organisation, ids)).filter((key) => !isKept(key));
      const before = await given.owned(lost);
      await given.dropReferencesTo(organisation, ids);
      for (const { journey, owner, references } of before) {
        const rows = references.map((reference) => ({ id: JSON.parse(reference).id, reference }));
        await given.putReferences(rows.map((row) => ({ journey, organisation, owner, ...row })));
      }
    },
    putReferences: (rows) => given.putReferences(kept(rows)),
    dropReferences: (keys) => given.dropReferences(kept(keys)),
    putProgress: (rows) => given.putProgress(kept(rows)),
    addDeliveries: (added) => {
      const isOfKept = ({ delivery: { journey, owner } }) => isKept({ journey, owner: JSON.stringify(owner.ident) });
      return given.addDeliveries(added.filter(isOfKept));
    },
  };
}
