// What can go wrong in a way that the user can act on: one line of text and an exit code. Anything else that is thrown
// inside the command is a fault of ours, and main.js says so.

/** The command did its work and found faults in what it was given. */
export const FOUND_FAULTS = 1;
/** The command was called wrongly, or a file cannot be read or written. */
export const CANNOT_RUN = 2;

/** An expected end of the command. */
export class Failure extends Error {
  /**
   * @param {string} message one line
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = CANNOT_RUN) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  EADDRINUSE: 'something listens there already; --port takes another',
  EADDRNOTAVAIL: 'this machine has no such address',
  Z_BUF_ERROR: 'the gzip data ends too early',
  Z_DATA_ERROR: 'the gzip data is damaged',
};

/**
 * A file that cannot be used.
 * @param {string} action `read` or `write`
 * @param {string} file
 * @param {unknown} error
 */
export function fileFailure(action, file, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  return new Failure(`cannot ${action} ${file}: ${REASONS[code ?? ''] ?? message}`);
}
