import { resolveSrv as resolveSrvByDns } from 'node:dns/promises';
import type { SrvRecord } from 'node:dns';
import { InputError, NotFoundError, ServiceUnavailableError, toError } from '@portico/errors';

/** Looks up the SRV records of a name. */
export type ResolveSrv = (
  name: string,
) => Promise<Pick<SrvRecord, 'name' | 'port' | 'priority' | 'weight'>[]>;

/** How long records are used again, in milliseconds. */
const timeToLive = 1000;

/** Whether a URL is for look-up: `http+srv:` or `https+srv:`. */
export function isSrvUrl(url: string): boolean {
  return /^https?\+srv:\/\//i.test(url);
}

/**
 * Makes a function that turns `http+srv://<name>/<path>` into the URL of one of
 * the servers that DNS has for the name: of those with the lowest priority
 * value, by chance in proportion to their weights (RFC 2782).
 */
export function createSrvResolver(
  resolveSrv: ResolveSrv = resolveSrvByDns,
): (url: string) => Promise<string> {
  const known = new Map<string, { records: ReturnType<ResolveSrv>; until: number }>();
  const look = (name: string): ReturnType<ResolveSrv> => {
    const entry = known.get(name);
    if (entry && entry.until > Date.now()) return entry.records;
    const records = resolveSrv(name);
    known.set(name, { records, until: Date.now() + timeToLive });
    return records;
  };
  return async url => {
    const { protocol, name, path } = parseSrvUrl(url);
    const records = await look(name).catch((error: unknown) => {
      throw new ServiceUnavailableError(`The SRV records of '${name}' cannot be looked up`, toError(error));
    });
    const record = pick(records);
    if (!record) throw new NotFoundError(`DNS has no SRV records for '${name}'`);
    return `${protocol}//${record.name}:${record.port}${path}`;
  };
}

function parseSrvUrl(url: string): { protocol: string; name: string; path: string } {
  // The URL standard takes credentials and ports of schemes that it does not know as they are.
  const { protocol, hostname, port, username, password, search, hash, pathname } = new URL(url);
  if (hostname === '' || port || username || password || search || hash) {
    throw new InputError(
      `'${url}' cannot be looked up in DNS; write 'http+srv://<name>/<path>' and nothing else`,
    );
  }
  return { protocol: protocol.replace('+srv', ''), name: hostname, path: pathname.replace(/\/+$/, '') };
}

function pick<T extends { priority: number; weight: number }>(records: T[]): T | undefined {
  const lowest = Math.min(...records.map(({ priority }) => priority));
  const candidates = records.filter(({ priority }) => priority === lowest);
  let rest = Math.random() * candidates.reduce((sum, { weight }) => sum + weight, 0);
  return candidates.find(({ weight }) => (rest -= weight) < 0) ?? candidates[0];
}
