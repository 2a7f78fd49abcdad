import type { RequestListener, Server } from 'node:http';

/**
 * Hands the requests of a server to a listener, but only one in a turn of the
 * event loop while clients connect; the others wait until no more do.
 *
 * Node accepts one connection in a turn. Where all clients that are connected
 * are answered before the next one is accepted, the last of a hundred that come
 * at once waits for the sum of all turns before.
 *
 * @param event - with which the server announces connections that carry HTTP.
 */
export function takeTurns(
  server: Server,
  event: 'connection' | 'secureConnection',
  listener: RequestListener,
): void {
  const waiting: Parameters<RequestListener>[] = [];
  let isEndOfTurnAwaited = false;
  // In this turn, and in this one or the one before: within a turn, requests may come before the connection.
  let hasConnected = false;
  let areConnecting = false;

  const awaitEndOfTurn = (): void => {
    if (isEndOfTurnAwaited) return;
    isEndOfTurnAwaited = true;
    setImmediate(endTurn);
  };
  const endTurn = (): void => {
    isEndOfTurnAwaited = false;
    areConnecting = hasConnected;
    hasConnected = false;
    const count = areConnecting ? 1 : waiting.length;
    for (const [req, res] of waiting.splice(0, count)) {
      // Who has gone needs no answer, and the listener would wait for an event that has been.
      if (!req.destroyed) process.nextTick(listener, req, res);
    }
    if (areConnecting) awaitEndOfTurn();
  };

  server.on(event, () => {
    hasConnected = true;
    areConnecting = true;
    awaitEndOfTurn();
  });
  server.on('request', (req, res) => {
    if (areConnecting) waiting.push([req, res]);
    else listener(req, res);
  });
}
