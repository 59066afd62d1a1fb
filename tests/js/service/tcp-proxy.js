// Stands between a process and a server on loopback, and can be cut, or slow.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {import('node:test').TestContext} t @param {{host: string, port: number}} target */
export async function startProxy(t, target) {
  const sockets = new Set();
  let delay = 0;

  /** Passes on what comes, in its order, each piece when its time has come. */
  const pass = (from, to) => {
    let passed = Promise.resolve();
    from.on('data', (bytes) => {
      const due = Date.now() + delay;
      passed = passed.then(async () => {
        const wait = due - Date.now();
        if (wait > 0) await sleep(wait);
        if (!to.destroyed) to.write(bytes);
      });
    });
    from.on('close', () => passed.then(() => to.destroy()));
  };

  const begin = (client) => {
    const server = connect(target);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => {}); // it is closed then, and the other one with it
      socket.on('close', () => sockets.delete(socket));
    }
    pass(client, server);
    pass(server, client);
  };

  let listener;
  const listen = async (port) => {
    listener = createServer(begin).listen(port, '127.0.0.1');
    await once(listener, 'listening');
    return listener.address().port;
  };
  const cut = () => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  };
  t.after(cut);
  const port = await listen(0);
  return {
    port,
    /** Ends every connection, and refuses new ones. */
    cut,
    mend: () => listen(port),
    /** Holds everything back for so many milliseconds, each way. */
    slow: (milliseconds) => (delay = milliseconds),
  };
}
