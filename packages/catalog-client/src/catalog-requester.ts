import { ResponseError } from '@portico/errors';
import type { CatalogRequestOptions } from './entity-requests.ts';

/** Where the catalog is, and how to get there. */
export interface CatalogConnection {
  /** The address of the catalog's API, such as `http://localhost:7007/api/catalog`. */
  baseUrl?: string;
  /** Finds the address by the plugin's id; used when there is no `baseUrl`. */
  discovery?: { getBaseUrl(pluginId: string): Promise<string> };
  /** Defaults to the global `fetch`. */
  fetch?: typeof fetch;
}

/** One request to the catalog. */
export interface CatalogRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL, encoded. */
  path: string;
  /** Query parameters; lists repeat the parameter, `undefined` leaves it out. */
  query?: Record<string, string | number | readonly string[] | undefined>;
  /** Sent as JSON. */
  body?: unknown;
}

/** Sends requests to the catalog and reads the answers. */
export interface CatalogRequester {
  /** The response as it is, whatever its status. */
  send(request: CatalogRequest, options?: CatalogRequestOptions): Promise<Response>;
  /** @throws ResponseError for any status but 2xx. */
  expectOk(request: CatalogRequest, options?: CatalogRequestOptions): Promise<void>;
  /** The body as JSON. It is taken at its word. */
  readJson<T>(request: CatalogRequest, options?: CatalogRequestOptions): Promise<T>;
  /** As `readJson`, with `undefined` for a 404. */
  readOptionalJson<T>(request: CatalogRequest, options?: CatalogRequestOptions): Promise<T | undefined>;
}

/** Makes a requester. */
export function createCatalogRequester(connection: CatalogConnection): CatalogRequester {
  const send: CatalogRequester['send'] = async (request, options = {}) => {
    const url = (await findBaseUrl(connection)) + request.path + toQueryString(request.query);
    const headers: Record<string, string> = {};
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (options.token) headers['authorization'] = `Bearer ${options.token}`;
    return (connection.fetch ?? fetch)(url, {
      method: request.method ?? 'GET',
      headers,
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      ...(options.signal && { signal: options.signal }),
    });
  };
  const sendOk: CatalogRequester['send'] = async (request, options) => {
    const response = await send(request, options);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  };
  return {
    send,
    async expectOk(request, options) {
      await (await sendOk(request, options)).body?.cancel();
    },
    async readJson<T>(request: CatalogRequest, options?: CatalogRequestOptions) {
      return (await (await sendOk(request, options)).json()) as T;
    },
    async readOptionalJson<T>(request: CatalogRequest, options?: CatalogRequestOptions) {
      const response = await send(request, options);
      if (response.ok) return (await response.json()) as T;
      const error = await ResponseError.fromResponse(response);
      if (response.status === 404) return undefined;
      throw error;
    },
  };
}

async function findBaseUrl({ baseUrl, discovery }: CatalogConnection): Promise<string> {
  const url = baseUrl ?? (await discovery?.getBaseUrl('catalog'));
  if (url === undefined)
    throw new TypeError('The catalog client has no address. Give it baseUrl or discovery');
  return url.replace(/\/+$/, '');
}

function toQueryString(query: CatalogRequest['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const item of value) params.append(name, item);
    else params.append(name, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
}
