import { InputError } from '@portico/errors';
import { redactUrl, type GitIntegration, type SourceUrl } from '@portico/integration';
import { assertNoWebPage, assertOk, type RequestLimits } from '@portico/integration/node';
import type { HostAccess } from './host-access.ts';

/** A request to the API of a host. */
export interface HostRequest {
  /** The URL that the user knows, for messages and credentials. */
  url: string;
  /** The URL that is asked. */
  ask: string;
  headers?: Record<string, string>;
  limits?: Partial<RequestLimits>;
  /** Of the caller: a token to use instead of the configured credentials, a signal to stop. */
  options: { token?: string; signal?: AbortSignal };
}

/** Asks one host, signed in. */
export interface HostClient {
  /** Gives a successful response. Throws the error that the status stands for; a web page is one too. */
  get(request: HostRequest): Promise<Response>;
  getJson<T>(request: HostRequest): Promise<T>;
  /** Whether requests for this URL carry credentials. */
  isSignedIn(request: Pick<HostRequest, 'url' | 'options'>): Promise<boolean>;
}

/** Makes the client of the host of an integration. */
export function createHostClient(
  { type, title }: GitIntegration,
  { fetch, credentials }: HostAccess,
): HostClient {
  const remedy = `Check the credentials for '${title}' in integrations.${type}.`;
  const signIn = async ({ url, options: { token, signal } }: Pick<HostRequest, 'url' | 'options'>) => {
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    const found = await credentials.getCredentials({ url, signal });
    return found.headers();
  };
  const client: HostClient = {
    async get(request) {
      const { url, ask, headers, limits, options } = request;
      const asked = { url, remedy };
      const response = await fetch(ask, {
        headers: { ...(await signIn(request)), ...headers },
        signal: options.signal,
        ...(limits && { limits }),
      });
      return assertNoWebPage(await assertOk(response, asked), asked);
    },
    async getJson<T>(request: HostRequest) {
      const response = await client.get({
        ...request,
        headers: { accept: 'application/json', ...request.headers },
      });
      return (await response.json()) as T;
    },
    isSignedIn: async request => Object.keys(await signIn(request)).length > 0,
  };
  return client;
}

/** Throws `InputError` unless the URL names a file. */
export function assertFile(source: SourceUrl, url: string): SourceUrl & { ref: string } {
  const { ref, path } = source;
  if (ref === undefined || path === '' || path.endsWith('/')) {
    throw new InputError(
      `'${redactUrl(url)}' points to no file. Use the URL of a file, as the browser shows it`,
    );
  }
  return { ...source, ref };
}
