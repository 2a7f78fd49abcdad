import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Whether an answer is of the usual kind: a body follows, and the client asks for no other than the current one. */
export function canSendQuickly({ req, statusCode }: ServerResponse): boolean {
  const { method, headers } = req;
  return (
    statusCode >= 200 &&
    statusCode !== 204 &&
    statusCode !== 205 &&
    statusCode !== 304 &&
    method !== 'HEAD' &&
    headers['if-none-match'] === undefined &&
    headers['if-modified-since'] === undefined
  );
}

/** Longer texts become bytes first: Node would copy them twice, to join them with the headers and to encode them. */
const longText = 16_384;

/**
 * Sends JSON text, or its bytes, with the headers that Express's `res.json`
 * gives it (an ETag only to a GET), without parsing the content type first.
 * Only where {@link canSendQuickly}.
 */
export function sendJsonText(res: ServerResponse, text: string | Buffer): void {
  const body = typeof text === 'string' && text.length > longText ? Buffer.from(text) : text;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  // Nobody asks whether the answer to anything but a GET is still the same.
  if (res.req.method === 'GET' && !res.hasHeader('ETag')) res.setHeader('ETag', weakTag(body));
  res.setHeader('Content-Length', length);
  // The bytes of ASCII are the same in both encodings, and written faster in this one.
  if (typeof body === 'string' && length === body.length) res.end(body, 'latin1');
  else res.end(body);
}

/** Up to this length, in bytes, a hash in JavaScript is faster than the call of a better one. */
const shortLength = 512;

/** Makes the weak entity tag of a body: its length and a hash. Text and its bytes have the same. */
export function weakTag(body: string | Buffer, encoding: BufferEncoding = 'utf8'): string {
  const isPlain = typeof body === 'string' && body.length <= shortLength && isAscii(body);
  const bytes = isPlain || typeof body !== 'string' ? body : Buffer.from(body, encoding);
  const { length } = bytes;
  const digest = length <= shortLength ? hashShort(bytes) : hash('sha1', bytes, 'base64').slice(0, 27);
  return `W/"${length.toString(16)}-${digest}"`;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** 64 bits of two multiplicative hashes (those of FNV-1a and Murmur2); it tells versions apart and nothing else. */
function hashShort(body: string | Buffer): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < body.length; i++) {
    const code = typeof body === 'string' ? body.charCodeAt(i) : (body[i] ?? 0);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36).padStart(7, '0');
}
