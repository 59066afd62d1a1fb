// What callers say beside their JSON, as text for the engine.
import { toJson } from './core.js';
import { JourneysError } from './errors.js';

/** @param {unknown} time @param {string} what */
function toTime(time, what) {
  if (time instanceof Date) {
    if (Number.isNaN(time.getTime())) throw new JourneysError('ArgumentError', what, 'is not a valid date');
    return time.toISOString();
  }
  if (typeof time === 'string') return time;
  throw new JourneysError('ArgumentError', what, 'must be a Date, or a time in ISO 8601');
}

/** Options as JSON text, dates as strings, absent ones left out; '' where there are none. @param {Record<string, unknown>} options */
export function toOptions(options) {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  const times = ['receivedAt', 'until'];
  const texts = given.map(([name, value]) => [name, times.includes(name) ? toTime(value, name) : value]);
  return /** @type {string} */ (toJson(Object.fromEntries(texts), 'options'));
}

/** What a host knows of statements. @param {import('./index.js').StatementContext | null | undefined} context @param {Record<string, unknown>} [more] */
export function toContext(context, more = {}) {
  const { receivedAt, organisation, lrs_id } = context ?? {};
  return toOptions({ receivedAt, organisation, lrs_id, ...more });
}
