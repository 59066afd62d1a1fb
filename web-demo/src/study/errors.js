// What may go wrong in the workers, in words for people, and how it travels from one thread to another.

import { JourneysError } from '../../../js/engine/errors.js';

/** What a person can do something about: a file that cannot be read, an LRS that does not answer, a worker that ended. */
export class StudyError extends Error {
  /** @override */
  name = 'StudyError';
}

/** What a call ends with that is no longer wanted. */
export const abortError = () => new DOMException('no longer wanted', 'AbortError');

/** @param {unknown} error */
export const isAbort = (error) => error instanceof DOMException && error.name === 'AbortError';

/** @param {unknown} error @returns {string} */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** An error as a plain object: a clone of an error forgets its class. @param {unknown} error */
export function pack(error) {
  const { name = 'Error', path = '', errors } = /** @type {Partial<JourneysError>} */ (error);
  return { name: String(name), message: messageOf(error), path, errors };
}

/** @param {ReturnType<typeof pack>} packed @returns {Error} */
export function unpack({ name, message, path, errors }) {
  if (name === 'AbortError') return abortError();
  if (name === 'StudyError') return new StudyError(message);
  if (/^(Validation|Query|Statement|Argument|Disposed|Engine)Error$/.test(name)) {
    return new JourneysError(/** @type {JourneysError['name']} */ (name), path, message, errors);
  }
  return new Error(message);
}
