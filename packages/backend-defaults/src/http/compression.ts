import compress from 'compression';
import type { Handler } from 'express';

/**
 * Makes the handler that compresses answers: those of at least 1 KiB and of a
 * compressible type, for clients that accept it. Other requests do not pay for it.
 */
export function createCompression(): Handler {
  const handler = compress();
  return (req, res, next) => {
    const accepted = req.headers['accept-encoding'];
    if (accepted === undefined || accepted === 'identity' || req.method === 'HEAD') next();
    else handler(req, res, next);
  };
}
