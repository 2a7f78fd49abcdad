import { isIP, type LookupFunction } from 'node:net';
import { InputError, NotAllowedError } from '@portico/errors';
import { parseHttpUrl, redactUrl } from '../source-url.ts';
import { createGuardedLookup, refuseAddress, type HostTrust } from './guarded-lookup.ts';
import type { RequestLimits, sendRequest } from './send-request.ts';

/** What is asked for. */
export interface GuardedRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string> | undefined;
  body?: string;
  signal?: AbortSignal | undefined;
  /** Instead of those of the guarded fetch. */
  limits?: Partial<RequestLimits>;
}

/** Like `fetch`, and goes only where it may. */
export type GuardedFetch = (url: string | URL, request?: GuardedRequest) => Promise<Response>;

/** Where a guarded fetch may go, and how long it has. */
export interface GuardedFetchOptions {
  /**
   * Asked about every URL on the way, redirects included. `trusted`: named in
   * the configuration, and may be in the own network. `public`: must be at a
   * public address. `refused`: is not asked.
   */
  trust(url: URL): HostTrust;
  limits?: Partial<RequestLimits> | undefined;
  /** The DNS lookup; the system's unless given. */
  lookup?: LookupFunction;
}

const defaultLimits: RequestLimits = { maxBytes: 50 * 1024 ** 2, idleTimeout: 30_000, totalTimeout: 300_000 };
const maxRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What may go along to another origin; never credentials. */
const plainHeaders: ReadonlySet<string> = new Set([
  'accept',
  'if-none-match',
  'if-modified-since',
  'user-agent',
]);

/**
 * Makes a `fetch` for addresses that come from outside. It follows at most five
 * redirects, and judges each as if it had been asked for; sends credentials to
 * the first origin only; never goes from https to http; connects only to the
 * addresses that it has checked; and limits size and time.
 *
 * Behind a proxy (`NODE_USE_ENV_PROXY=1`) names are resolved by the proxy, so
 * that only addresses written in URLs can be judged here.
 *
 * Throws `NotAllowedError` for where it may not go, `ServiceUnavailableError`
 * for a host that does not answer as it should, the signal's reason when aborted.
 */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const proxyEnv = process.env['NODE_USE_ENV_PROXY'] === '1' ? { ...process.env } : undefined;
  const proxies = proxyEnv && proxyHosts(proxyEnv);
  let loading: Promise<Sending> | undefined;
  const limits = { ...defaultLimits, ...options.limits };

  return async (start, request = {}) => {
    loading ??= loadSending({ lookup: options.lookup, proxies, proxyEnv });
    const { send, agents } = await loading;
    let url = parseHttpUrl(start);
    let headers = request.headers ?? {};
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const trust = judge(url, { from: hop === 0 ? undefined : start, proxies, trust: options.trust });
      const response = await send(url, {
        method: request.method ?? 'GET',
        headers,
        body: request.body,
        agents: agents[trust],
        limits: { ...limits, ...request.limits },
        signal: request.signal,
      });
      const location = response.headers.get('location');
      if (!redirects.has(response.status) || location === null) return response;
      await response.body?.cancel();
      const next = follow(url, location, request);
      if (next.origin !== url.origin) headers = withoutCredentials(headers);
      url = next;
    }
    throw new InputError(
      `'${show(start)}' redirects more than ${maxRedirects} times. Use the URL it leads to`,
    );
  };
}

type Agents = Parameters<typeof sendRequest>[1]['agents'];

interface Sending {
  send: typeof sendRequest;
  agents: { trusted: Agents; public: Agents };
}

/** With the first request: `http` and `https` bring all of undici, HTTP/2 and TLS along, which take 15 MB. */
async function loadSending({
  lookup,
  proxies,
  proxyEnv,
}: {
  lookup: LookupFunction | undefined;
  proxies: Set<string> | undefined;
  proxyEnv: NodeJS.ProcessEnv | undefined;
}): Promise<Sending> {
  const [http, https, { sendRequest: send }] = await Promise.all([
    import('node:http'),
    import('node:https'),
    import('./send-request.ts'),
  ]);
  const createAgents = (trust: 'trusted' | 'public'): Agents => {
    const agentOptions = {
      keepAlive: true,
      lookup: createGuardedLookup(trust, { lookup, exempt: proxies }),
      ...(proxyEnv && { proxyEnv }),
    };
    return { http: new http.Agent(agentOptions), https: new https.Agent(agentOptions) };
  };
  return { send, agents: { trusted: createAgents('trusted'), public: createAgents('public') } };
}

function proxyHosts(env: NodeJS.ProcessEnv): Set<string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map(name =>
    URL.parse(env[name] ?? ''),
  );
  return new Set(proxies.flatMap(proxy => (proxy ? [proxy.hostname] : [])));
}

interface Judging {
  /** The URL that has redirected here. */
  from: string | URL | undefined;
  proxies: Set<string> | undefined;
  trust(url: URL): HostTrust;
}

function judge(url: URL, { from, proxies, trust }: Judging): 'trusted' | 'public' {
  if (url.username !== '' || url.password !== '') {
    throw new InputError(
      `'${redactUrl(url.href)}' has a user or password in it. Configure them for its host instead`,
    );
  }
  const judged = trust(url);
  const way = from === undefined ? '' : `, to which '${show(from)}' redirects,`;
  if (judged === 'refused') {
    throw new NotAllowedError(
      `Reading from '${redactUrl(url.href)}'${way} is not allowed. ` +
        `Configure an integration for '${url.host}', or add it to backend.reading.allow`,
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isNoName = isIP(host) !== 0 || proxies?.has(host) === true;
  const refusal = isNoName ? refuseAddress(host, judged) : undefined;
  if (refusal) throw refusal;
  return judged;
}

function follow(url: URL, location: string, request: GuardedRequest): URL {
  const next = URL.parse(location, url);
  const isDowngrade = url.protocol === 'https:' && next?.protocol === 'http:';
  if (next === null || !/^https?:$/.test(next.protocol) || isDowngrade) {
    throw new NotAllowedError(
      `'${redactUrl(url.href)}' redirects to '${redactUrl(location)}', where it must not lead`,
    );
  }
  if (request.method === 'POST') {
    throw new InputError(
      `'${redactUrl(url.href)}' redirects a POST to '${redactUrl(next.href)}'. Configure that URL`,
    );
  }
  return next;
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => plainHeaders.has(name.toLowerCase())));
}

function show(url: string | URL): string {
  return redactUrl(String(url));
}
