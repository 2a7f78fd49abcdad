import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { UrlReaderReadUrlOptions, UrlReaderReadUrlResponse } from '@portico/backend-plugin-api';
import { ConflictError, NotModifiedError } from '@portico/errors';
import { redactUrl } from '@portico/integration';

/** The headers that ask for a file only if it has changed. */
export function conditionalHeaders({ etag, lastModifiedAfter }: UrlReaderReadUrlOptions = {}): Record<
  string,
  string
> {
  return {
    ...(etag !== undefined && etag !== '' && { 'if-none-match': etag }),
    ...(lastModifiedAfter && { 'if-modified-since': lastModifiedAfter.toUTCString() }),
  };
}

/**
 * Gives the file in a successful response. Throws `NotModifiedError` if it has
 * not changed, also for hosts that do not know conditional requests.
 */
export async function toReadUrlResponse(
  response: Response,
  url: string,
  options: UrlReaderReadUrlOptions = {},
): Promise<UrlReaderReadUrlResponse> {
  const etag = response.headers.get('etag') ?? undefined;
  const lastModifiedAt = parseDate(response.headers.get('last-modified'));
  const isSame = etag !== undefined && etag === options.etag;
  const isOld = lastModifiedAt && options.lastModifiedAfter && lastModifiedAt <= options.lastModifiedAfter;
  if (isSame || isOld) {
    await response.body?.cancel();
    throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
  }
  return { ...readOnce(response, url), ...(etag && { etag }), ...(lastModifiedAt && { lastModifiedAt }) };
}

function readOnce(
  response: Response,
  url: string,
): Required<Pick<UrlReaderReadUrlResponse, 'buffer' | 'stream'>> {
  let content: Promise<Buffer> | undefined;
  return {
    async buffer() {
      if (content === undefined && response.bodyUsed) {
        throw new ConflictError(`'${redactUrl(url)}' was read as a stream. Read it either way, not both`);
      }
      content ??= response.arrayBuffer().then(bytes => Buffer.from(bytes));
      return content;
    },
    stream() {
      if (response.bodyUsed) {
        throw new ConflictError(`'${redactUrl(url)}' was read before. Read it once, or use buffer()`);
      }
      return response.body ? Readable.fromWeb(response.body as ReadableStream) : Readable.from([]);
    },
  };
}

function parseDate(text: string | null): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
