import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Stands for the connection of a request that has none. What is written to it is let go of. */
export interface MemorySocket extends Socket {
  /** Holds further writes back, which stops who heeds `res.write`'s answer. */
  hold(): void;
  release(): void;
}

/** Makes the connection of one request: to its handlers, a loopback one. */
export function createMemorySocket(encrypted: boolean): MemorySocket {
  let held = false;
  let waiting: (() => void) | undefined;
  const socket = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      if (held) waiting = done;
      else done();
    },
  });
  const self = (): Duplex => socket;
  return Object.assign(socket as unknown as MemorySocket, {
    remoteAddress: '127.0.0.1',
    remoteFamily: 'IPv4',
    remotePort: 0,
    localAddress: '127.0.0.1',
    encrypted,
    bytesRead: 0,
    setTimeout: self,
    setNoDelay: self,
    setKeepAlive: self,
    ref: self,
    unref: self,
    address: () => ({ address: '127.0.0.1', family: 'IPv4', port: 0 }),
    hold() {
      held = true;
    },
    release() {
      held = false;
      const done = waiting;
      waiting = undefined;
      done?.();
    },
  });
}
