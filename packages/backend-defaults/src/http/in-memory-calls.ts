import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import type { ExpressMessages } from './express-messages.ts';
import { exchangeInMemory } from './in-memory-exchange.ts';
import type { ResponseConsumer } from './response-consumer.ts';

/** What {@link interceptOwnCalls} connects. */
export interface InMemoryCallsOptions {
  server: Server;
  messages: ExpressMessages;
  /** The origin by which plugins know the server, such as `http://localhost:7007`. */
  origin: string;
  /** Adds what a call takes along to its headers. */
  inject(headers: Record<string, string>): void;
}

/** What `fetch` hands to the dispatcher of undici, as far as it is read here. */
interface DispatchOptions {
  origin?: unknown;
  path: string;
  method: string;
  headers?: unknown;
  body?: unknown;
  upgrade?: unknown;
}

interface Dispatcher {
  dispatch(options: DispatchOptions, consumer: object): boolean;
}

/** Where undici, and the `fetch` that Node has of it, keep the dispatcher that everybody uses. */
const slot = Symbol.for('undici.globalDispatcher.1');
type Globals = { [slot]?: Dispatcher };

type RunApart = ReturnType<typeof AsyncLocalStorage.snapshot>;

/**
 * Answers the `fetch` calls of this process to its own server without a socket:
 * the same requests go through the same handlers. Whatever it does not know
 * exactly (another kind of body, of handler, of header list) goes over the wire.
 *
 * @returns a function that ends it.
 */
export function interceptOwnCalls(options: InMemoryCallsOptions): () => void {
  // What the caller keeps in its asynchronous context would not get over the wire, and does not get here.
  const runApart = AsyncLocalStorage.snapshot();
  let end: (() => void) | undefined;
  const forget = beforeFirstFetch(() => (end = replaceDispatcher(options, runApart)));
  return () => {
    forget();
    end?.();
  };
}

/** Runs something just before the first `fetch` from now on; until then Node has not loaded it, which takes 10 MB. */
function beforeFirstFetch(prepare: () => void): () => void {
  const { fetch } = globalThis;
  const forget = (): void => {
    if (globalThis.fetch === first) globalThis.fetch = fetch;
    pending = undefined;
  };
  let pending: (() => void) | undefined = prepare;
  const first: typeof fetch = (...request) => {
    pending?.();
    forget();
    return fetch(...request);
  };
  globalThis.fetch = first;
  return forget;
}

function replaceDispatcher(options: InMemoryCallsOptions, runApart: RunApart): () => void {
  const globals = globalThis as Globals;
  void Response; // loads the `fetch` implementation, which fills the slot
  const previous = globals[slot];
  if (!previous) return () => {};
  let active = true;

  const dispatch: Dispatcher['dispatch'] = (request, consumer) => {
    const headers =
      active && request.origin === options.origin && !request.upgrade && readHeaders(request.headers);
    if (!headers || !isConsumer(consumer) || !isBody(request.body))
      return previous.dispatch(request, consumer);
    const { origin } = options;
    const { method, path, body } = request;
    options.inject(headers);
    runApart(exchangeInMemory, { ...options, request: { method, path, origin, headers, body }, consumer });
    return true;
  };
  const own = new Proxy(previous, {
    get(target, key) {
      if (key === 'dispatch') return dispatch;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  globals[slot] = own;
  return () => {
    active = false;
    if (globals[slot] === own) globals[slot] = previous;
  };
}

function isConsumer(consumer: object): consumer is ResponseConsumer {
  return (
    'onHeaders' in consumer &&
    'onConnect' in consumer &&
    'onError' in consumer &&
    !('onRequestStart' in consumer)
  );
}

type RequestBody = string | Uint8Array | AsyncIterable<Uint8Array> | null | undefined;

function isBody(body: unknown): body is RequestBody {
  if (body === null || body === undefined || typeof body === 'string' || body instanceof Uint8Array)
    return true;
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

function readHeaders(headers: unknown): Record<string, string> | undefined {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return undefined;
  if (Symbol.iterator in headers) return undefined;
  const entries = Object.entries(headers).map(([name, value]): [string, unknown] => [
    name.toLowerCase(),
    value,
  ]);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
  return Object.fromEntries(entries);
}
