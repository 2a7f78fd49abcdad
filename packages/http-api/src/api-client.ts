import { ResponseError } from '@portico/errors';
import type { z } from 'zod';
import { buildPath } from './api-path.ts';
import type { Api, Endpoint, PathParams } from './endpoint.ts';

type Empty = Record<never, never>;
type Optional<T> = Empty extends T ? { [K in keyof T]?: T[K] } : T;

type ParamsOf<E extends Endpoint> =
  PathParams<E['path']> extends infer P ? (keyof P extends never ? Empty : { params: P }) : never;
type QueryOf<E extends Endpoint> = E['query'] extends z.ZodObject
  ? Empty extends z.input<E['query']>
    ? { query?: z.input<E['query']> }
    : { query: z.input<E['query']> }
  : Empty;
type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType ? { body: z.input<E['body']> } : Empty;

/** What is given to a client's function: the path's parameters, the query and the body, as far as there are any. */
export type ClientInput<E extends Endpoint> = Optional<ParamsOf<E> & QueryOf<E> & BodyOf<E>>;

/** What a client's function gives: the parsed answer, or the response where the definition has no `output`. */
export type ClientOutput<E extends Endpoint> = E['output'] extends z.ZodType
  ? z.output<E['output']>
  : Response;

/** How one call is made. */
export interface CallOptions {
  /** Used instead of the client's. */
  token?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** A function for each endpoint. They reject with a `ResponseError` when the answer is an error. */
export type ApiClient<TApi extends Api> = {
  [K in keyof TApi['endpoints']]: (
    ...args: Empty extends ClientInput<TApi['endpoints'][K]>
      ? [input?: ClientInput<TApi['endpoints'][K]>, options?: CallOptions]
      : [input: ClientInput<TApi['endpoints'][K]>, options?: CallOptions]
  ) => Promise<ClientOutput<TApi['endpoints'][K]>>;
};

/** Where a client's requests go, and with what. */
export interface ApiClientOptions {
  /** The plugin's address (`https://host/api/catalog`), or what knows it. */
  baseUrl: string | { getBaseUrl(pluginId: string): Promise<string> };
  /** The global one unless given. */
  fetch?: typeof fetch;
  /** Sent with every call that brings none of its own. */
  token?: string | (() => Promise<string | undefined>);
}

/** Makes a client for an API; in browsers as on servers. */
export function createApiClient<TApi extends Api>(api: TApi, options: ApiClientOptions): ApiClient<TApi> {
  const functions = Object.entries(api.endpoints).map(([name, endpoint]) => [
    name,
    (input?: AnyInput, call?: CallOptions) => request({ api, endpoint, options, input, call }),
  ]);
  return Object.fromEntries(functions) as ApiClient<TApi>;
}

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

interface Call {
  api: Api;
  endpoint: Endpoint;
  options: ApiClientOptions;
  input: AnyInput | undefined;
  call: CallOptions | undefined;
}

async function request({ api, endpoint, options, input = {}, call = {} }: Call): Promise<unknown> {
  const { baseUrl, fetch: send = fetch } = options;
  const base = typeof baseUrl === 'string' ? baseUrl : await baseUrl.getBaseUrl(api.pluginId);
  const token = call.token ?? (typeof options.token === 'function' ? await options.token() : options.token);
  const hasBody = endpoint.body !== undefined;
  const response = await send(base + buildPath(endpoint.path, input.params ?? {}) + buildQuery(input.query), {
    method: endpoint.method,
    headers: {
      ...(endpoint.output ? { accept: 'application/json' } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...call.headers,
    },
    ...(hasBody ? { body: JSON.stringify(input.body) } : {}),
    ...(call.signal ? { signal: call.signal } : {}),
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  if (!endpoint.output) return response;
  return response.status === 204 ? undefined : response.json();
}

/** Lists are written item by item; what is `undefined` is left out. */
function buildQuery(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of [value].flat()) {
      if (item !== undefined && item !== null) search.append(key, `${item as string}`);
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
