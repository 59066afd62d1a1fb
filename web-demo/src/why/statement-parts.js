// What a statement says, for people: out of its JSON, which may be a store's record around it.

/** @param {any} map languages and texts */
function oneText(map) {
  if (typeof map === 'string') return map;
  if (typeof map !== 'object' || map === null) return undefined;
  const languages = ['en', 'en-US', 'en-GB', ...(globalThis.navigator?.languages ?? [])];
  const text = languages.map((language) => map[language]).find((each) => typeof each === 'string');
  return text ?? Object.values(map).find((each) => typeof each === 'string');
}

/** The last part of an address. @param {unknown} iri */
const lastPart = (iri) => (typeof iri === 'string' ? (iri.split(/[/#]/).filter(Boolean).at(-1) ?? iri) : undefined);

/**
 * @param {string} text a statement or a record, as JSON
 * @returns {{actor?: string, verb?: string, verbId?: string, object?: string, objectId?: string}}
 */
export function partsOf(text) {
  let record;
  try {
    record = JSON.parse(text);
  } catch {
    return {};
  }
  const { actor, verb, object } = record?.statement ?? record ?? {};
  const isStatement = object?.objectType === 'StatementRef';
  return {
    actor: typeof actor?.name === 'string' ? actor.name : undefined,
    verb: oneText(verb?.display) ?? lastPart(verb?.id),
    verbId: verb?.id,
    object: oneText(object?.definition?.name) ?? (isStatement ? 'a statement' : object?.name) ?? lastPart(object?.id),
    objectId: object?.id,
  };
}

/** A verb that statements have no name for, in short. @param {string} verb a name or an address */
export const verbWords = (verb) => (/^https?:/.test(verb) ? (lastPart(verb) ?? verb) : verb);

const CUT = /** @type {Record<string, string>} */ ({
  'inactive journey': 'The journey is switched off.',
  'another organisation': 'It is of another organisation.',
  'not from a source of the journey': 'It is not from a store that the journey takes statements from.',
  voided: 'It was voided.',
  'a voiding statement': 'It voids another statement, and never counts itself.',
  'nobody to track': 'It does not say whose progress it is: an anonymous group, or nobody known yet.',
});

/** Why a statement does not count at all. @param {string} excluded */
export const excludedWords = (excluded) => CUT[excluded] ?? excluded;
