import type { Config } from '@portico/config';
import { InputError } from '@portico/errors';

interface AllowedHost {
  matchesHost(hostname: string): boolean;
  ports: { first: number; last: number };
  paths: string[] | undefined;
}

/**
 * Whether a URL may be read according to `backend.reading.allow[]`:
 * - `host`: a host, or `*.` with a domain for all below it; with a port, or a
 *   range of ports as in `8000-8010`, where it is not the usual one;
 * - `paths`: the paths that may be read, and all below them; all unless given.
 *
 * Throws `InputError` for an entry that cannot be meant.
 */
export function readAllowList(config: Config): (url: URL) => boolean {
  const allowed = (config.getOptionalConfigArray('backend.reading.allow') ?? []).map(readAllowedHost);
  return url => allowed.some(host => isAllowed(host, url));
}

function readAllowedHost(config: Config): AllowedHost {
  const text = config.getString('host');
  const [, host = '', port] = /^(\[[^\]]+\]|[^:]*)(?::(.+))?$/.exec(text) ?? [];
  const domain = host.startsWith('*.') ? host.slice(1).toLowerCase() : undefined;
  const name = URL.parse(`http://${domain === undefined ? host : `x${domain}`}`)?.hostname;
  if (host === '' || name === undefined || (domain ?? host).includes('*')) {
    throw new InputError(
      `'${text}' in backend.reading.allow is no host. Write it like 'example.com' or '*.example.com:8080'`,
    );
  }
  return {
    matchesHost: hostname => (domain === undefined ? hostname === name : hostname.endsWith(domain)),
    ports: readPorts(port, text),
    paths: config.getOptionalStringArray('paths'),
  };
}

/** 0 stands for the usual port of the protocol. */
function readPorts(port: string | undefined, text: string): AllowedHost['ports'] {
  if (port === undefined) return { first: 0, last: 0 };
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(port) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first > 0 && first <= last && last <= 65_535)) {
    throw new InputError(
      `'${text}' in backend.reading.allow has no port or range of ports. Write it like 'example.com:8000-8010'`,
    );
  }
  return { first, last };
}

function isAllowed({ matchesHost, ports, paths }: AllowedHost, url: URL): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const isPort = ports.first === 0 ? url.port === '' : port >= ports.first && port <= ports.last;
  return matchesHost(url.hostname) && isPort && (paths === undefined || isBelow(paths, url.pathname));
}

function isBelow(paths: string[], pathname: string): boolean {
  // A server that decodes would climb out where the text does not.
  if (
    decodeFully(pathname)
      .split('/')
      .some(segment => segment === '.' || segment === '..')
  )
    return false;
  return paths.some(path => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
}

function decodeFully(path: string): string {
  let decoded = path;
  for (let previous = ''; previous !== decoded;) {
    previous = decoded;
    decoded = decoded.replaceAll(/%(?:2e|2f|5c|25)/gi, decodeURIComponent).replaceAll('\\', '/');
  }
  return decoded;
}
