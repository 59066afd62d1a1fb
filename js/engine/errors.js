// The one kind of error that leaves the engine.

/** @typedef {import('./index.js').JourneysError['name']} ErrorName */

/** An error with a name, the path of what is at fault, and a message that says what to do. */
export class JourneysError extends Error {
  /**
   * @param {ErrorName} name
   * @param {string} path
   * @param {string} message
   * @param {Record<string, import('./index.js').Fault>} [errors] every fault, by path
   */
  constructor(name, path, message, errors) {
    super(message);
    this.name = name;
    this.path = path;
    if (errors) this.errors = errors;
  }
}
