import { stringifyError } from '@portico/errors';
import { ConfigError } from './problem.ts';

const timeoutMilliseconds = 10_000;
const maxBytes = 10_000_000;

/**
 * Fetches the text of configuration files over HTTP, by URL.
 *
 * @throws ConfigError naming every URL that did not answer with a text of at most 10 MB within 10 s.
 */
export async function fetchRemote(urls: readonly string[]): Promise<Map<string, string>> {
  const results = await Promise.allSettled(urls.map(fetchText));
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected'
      ? [{ url: withoutCredentials(urls[index] ?? ''), reason: stringifyError(result.reason) }]
      : [],
  );
  if (failures.length > 0) {
    throw new ConfigError(
      failures.map(({ url, reason }) => ({
        severity: 'error',
        key: '',
        place: { source: url },
        message: `The configuration cannot be fetched: ${reason}.`,
      })),
    );
  }
  return new Map(
    results.flatMap((result, index) =>
      result.status === 'fulfilled' ? [[urls[index] ?? '', result.value]] : [],
    ),
  );
}

async function fetchText(url: string): Promise<string> {
  const { username, password } = new URL(url);
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  );
  const response = await fetch(withoutCredentials(url), {
    headers: username === '' ? {} : { authorization: `Basic ${credentials}` },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A URL without the user and password that it may carry. */
export function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
