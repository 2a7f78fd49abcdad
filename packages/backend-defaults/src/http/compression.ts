import type { Handler, Request } from 'express';
import { createLazyHandler } from '@portico/backend-plugin-api';

/**
 * Makes the handler that compresses answers: those of at least 1 KiB and of a
 * compressible type, for clients that accept it. Other requests do not pay for
 * it, nor do those of another Node process on this machine: a walk through a
 * catalog would take twice the time. It is loaded with the first that does.
 */
export function createCompression(): Handler {
  const handler = createLazyHandler(async () => {
    const [{ default: compress }, { constants }] = await Promise.all([
      import('compression'),
      import('node:zlib'),
    ]);
    // Quickly, as somebody waits for it: a third of the time for a sixth more bytes at most. What is served many
    // times, as the files of the app are, was compressed beforehand.
    return compress({ level: 2, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } } });
  });
  return (req, res, next) => {
    const accepted = req.headers['accept-encoding'];
    const isPlain = accepted === undefined || accepted === 'identity';
    if (isPlain || req.method === 'HEAD' || isFromThisMachine(req)) next();
    else handler(req, res, next);
  };
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

// By the name that Node's own `fetch` gives itself: a proxy or a tunnel on this machine passes on the name of its client.
function isFromThisMachine({ headers, socket }: Request): boolean {
  return headers['user-agent'] === 'node' && loopback.test(socket.remoteAddress ?? '');
}
