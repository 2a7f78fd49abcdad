import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { InputError } from '@portico/errors';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from './errors.ts';

/** How many bytes of body are taken where the endpoint does not say. */
export const defaultBodyLimit = 1024 * 1024;

/**
 * Reads the JSON body of a request; `undefined` when it has none. A body that
 * another handler has parsed before is taken as it is.
 *
 * @throws InputError for malformed JSON, PayloadTooLargeError beyond the limit
 * (in bytes, after decompression), UnsupportedMediaTypeError for other types.
 */
export async function readJsonBody(
  req: IncomingMessage & { body?: unknown },
  limit = defaultBodyLimit,
): Promise<unknown> {
  if (req.body !== undefined) return req.body;
  const { 'content-length': length, 'transfer-encoding': transfer, 'content-type': type } = req.headers;
  if ((length === undefined || length === '0') && transfer === undefined) return undefined;
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type ?? '')) {
    throw new UnsupportedMediaTypeError('content type', type ?? '', "'application/json'");
  }
  const isPlain = (req.headers['content-encoding'] ?? 'identity') === 'identity';
  if (isPlain && Number(length) > limit) throw new PayloadTooLargeError(limit);
  return parseJson(await readText(isPlain ? req : decompress(req), limit));
}

function decompress(req: IncomingMessage): Readable {
  const encoding = String(req.headers['content-encoding']);
  const decoder = /^(?:x-)?gzip$|^deflate$/i.test(encoding)
    ? createUnzip()
    : encoding.toLowerCase() === 'br'
      ? createBrotliDecompress()
      : undefined;
  if (!decoder) throw new UnsupportedMediaTypeError('encoding', encoding, "'gzip', 'deflate' or 'br'");
  req.on('error', error => decoder.destroy(error));
  return req.pipe(decoder);
}

async function readText(source: Readable, limit: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let size = 0;
  source.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      source.removeAllListeners('data');
      source.pause();
      reject(new PayloadTooLargeError(limit));
    } else chunks.push(chunk);
  });
  source.on('end', () =>
    resolve((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString()),
  );
  source.on('error', error => reject(new InputError('The body could not be read', error)));
  source.on('close', () => reject(new InputError('The body ended before it was complete')));
  return promise;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`The body is not JSON: ${(error as SyntaxError).message}`);
  }
}
