import type { Handler } from 'express';
import { createLazyHandler } from '@portico/backend-plugin-api';

/**
 * Makes the handler that compresses answers: those of at least 1 KiB and of a
 * compressible type, for clients that accept it. Other requests do not pay for
 * it, and it is loaded with the first that does.
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
    if (accepted === undefined || accepted === 'identity' || req.method === 'HEAD') next();
    else handler(req, res, next);
  };
}
