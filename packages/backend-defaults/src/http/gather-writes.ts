import type { Server } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

/**
 * Has a server write the answers of one turn of the event loop together.
 *
 * To write to a socket takes longer than all else that is done for a small
 * answer when it has to wake whoever reads at the other end. One reader of many
 * connections, as a proxy is, is woken once for all of them. No answer waits
 * longer than half a millisecond and what is being done then.
 *
 * @param event - with which the server announces connections that carry HTTP.
 * @param patience - how long an answer may wait for others of the same turn, in milliseconds.
 * @returns a function that writes what waits, and has everything written at once
 * from then on: Node takes a connection for idle whose answer waits.
 */
export function gatherWrites(
  server: Server,
  event: 'connection' | 'secureConnection',
  patience = 0.5,
): () => void {
  const { uncork } = Writable.prototype;
  const { destroy } = Socket.prototype;
  let waiting: MarkedSocket[] = [];
  let since = 0;
  let isOver = false;

  const flush = (): void => {
    const sockets = waiting;
    waiting = [];
    for (const socket of sockets) {
      socket[isWaiting] = false;
      uncork.call(socket);
    }
  };
  // Node corks a socket until what it has to write is complete, and then calls this.
  function uncorkLater(this: MarkedSocket): void {
    if (isOver || this.writableCorked !== 1) {
      uncork.call(this);
      return;
    }
    if (this[isWaiting]) return;
    this[isWaiting] = true;
    if (waiting.push(this) === 1) {
      since = performance.now();
      setImmediate(flush);
    } else if (performance.now() - since > patience) flush();
  }
  // What waits when a socket is destroyed would be lost, such as the answer to a body that is too large.
  function destroyAfterWrite(this: MarkedSocket, error?: Error): MarkedSocket {
    if (this[isWaiting]) {
      this[isWaiting] = false;
      uncork.call(this);
    }
    return destroy.call(this, error);
  }
  server.on(event, (socket: MarkedSocket) => {
    socket[isWaiting] = false;
    socket.uncork = uncorkLater;
    socket.destroy = destroyAfterWrite;
  });
  return () => {
    isOver = true;
    flush();
  };
}

const isWaiting = Symbol('is waiting to be written');

type MarkedSocket = Socket & { [isWaiting]?: boolean };
