// The driver's connection, which would wait for ever (in version 7.9.0) where it writes to a socket that has just been closed:
// such a socket does not take it, and the `drain` that is then waited for never comes. One lost command would hold up all changes
// after it; and where it is the driver's own look at the server, the process would never find the server again.

// @ts-expect-error the driver has no types for what is within it
import { Connection } from 'mongodb/lib/cmap/connection.js';

export class EndingConnection extends Connection {
  /** @param {import('node:net').Socket} socket @param {object} options */
  constructor(socket, options) {
    super(socket, options);
    // Whoever has waited asks next what has happened; the driver's own listener, which comes first, has noted that.
    socket.once('close', () => socket.emit('drain'));
    const write = socket.write.bind(socket);
    /** @type {any} */ (socket).write = (/** @type {[any]} */ ...args) => write(...args) || socket.destroyed;
  }
}
