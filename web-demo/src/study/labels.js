// What people call a path of a statement.

/** @type {Record<string, string>} */
const KNOWN = {
  'verb.id': 'Verb',
  'object.id': 'Activity',
  'object.definition.type': 'Activity type',
  'object.objectType': 'Kind of object',
  'object.definition.interactionType': 'Kind of question',
  'result.score.scaled': 'Score (scaled)',
  'result.score.raw': 'Score (raw)',
  'result.score.min': 'Score (lowest possible)',
  'result.score.max': 'Score (highest possible)',
  'result.success': 'Success',
  'result.completion': 'Completion',
  'result.response': 'Response',
  'result.duration': 'Duration',
  'context.registration': 'Registration',
  'context.platform': 'Platform',
  'context.language': 'Language',
  'context.revision': 'Revision',
  'context.contextActivities.parent.id': 'Parent activity',
  'context.contextActivities.grouping.id': 'Grouping activity',
  'context.contextActivities.category.id': 'Category',
  'context.contextActivities.other.id': 'Other activity',
  'actor.mbox': 'Learner (mailbox)',
  'actor.mbox_sha1sum': 'Learner (hashed mailbox)',
  'actor.openid': 'Learner (OpenID)',
  'actor.account.name': 'Learner (account)',
  'actor.account.homePage': 'Learner (system of the account)',
  'actor.name': 'Learner (name)',
  'actor.objectType': 'Kind of learner',
  id: 'Statement',
  timestamp: 'Time',
  stored: 'Time of storing',
  version: 'Version of xAPI',
};

/** @type {Record<string, string>} */
const KNOWN_IN_RECORD = {
  'person._id': 'Person',
  'person.display': 'Person (name)',
  personaIdentifier: 'Persona identifier',
  organisation: 'Organisation',
  lrs_id: 'Store',
  client: 'Client',
};

/** Parts that say nothing where others do. */
const SILENT = new Set(['definition', 'contextActivities', 'extensions', 'id', 'statement']);

/** @param {string} path as a query names it @returns {string} */
export function labelOf(path) {
  const inner = path.replace(/^statement\./, '');
  const known = KNOWN[inner] ?? (inner === path ? KNOWN_IN_RECORD[path] : undefined);
  if (known) return known;
  const parts = inner.split('.').map((part) => part.replaceAll('&46;', '.'));
  const extension = parts.indexOf('extensions') + 1;
  if (extension > 0 && extension < parts.length) return words(parts.slice(extension).map(lastOf).join(' · '));
  const telling = parts.filter((part) => !SILENT.has(part));
  return words((telling.length > 0 ? telling : parts).join(' · '));
}

/** The last part of an IRI. @param {string} iri */
const lastOf = (iri) => iri.split(/[/#]/).findLast(Boolean) ?? iri;

/** `session-id` and `homePage` as words. @param {string} text */
function words(text) {
  const spaced = text
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`)
    .trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
