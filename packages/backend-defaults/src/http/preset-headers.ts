import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { http } from './node-http.ts';

/** Gives a response its first headers. */
export type PresetHeaders = (res: ServerResponse) => void;

/** A response's headers as Node keeps them: by name in lower case, with the name as it was written. */
type HeaderStore = Record<string, [name: string, value: string]>;

/**
 * Makes a function that sets the same headers on every response.
 *
 * `setHeader` checks each name and value again, which for a dozen of them takes
 * as long as all else that is done with a small response. So the headers are
 * put where Node keeps them, after `setHeader` has accepted them once. Should
 * another Node keep them in another way, it is done by `setHeader`.
 */
export function createPresetHeaders(headers: readonly [name: string, value: string][]): PresetHeaders {
  const setEach: PresetHeaders = res => {
    for (const [name, value] of headers) res.setHeader(name, value);
  };
  const key = findStoreKey();
  if (!key) return setEach;
  const entries = headers.map(([name, value]) => [name.toLowerCase(), name, value] as const);
  const setAll: PresetHeaders = res => {
    const stored = res as unknown as Record<symbol, HeaderStore | null>;
    if (stored[key] !== null) return setEach(res);
    const store: HeaderStore = Object.create(null) as HeaderStore;
    for (const [field, name, value] of entries) store[field] = [name, value];
    stored[key] = store;
  };
  return isSame(setEach, setAll) ? setAll : setEach;
}

function createProbe(): ServerResponse {
  return new http.ServerResponse(new http.IncomingMessage(new Socket()));
}

function findStoreKey(): symbol | undefined {
  const probe = createProbe() as unknown as Record<symbol, unknown>;
  const key = Object.getOwnPropertySymbols(probe).find(symbol => symbol.description === 'kOutHeaders');
  return key && probe[key] === null ? key : undefined;
}

/** Whether two ways of setting headers lead to the same response, also after headers were changed. */
function isSame(...ways: PresetHeaders[]): boolean {
  const [first, second] = ways.map(set => {
    const probe = createProbe();
    set(probe);
    const [name = 'X-Probe'] = probe.getHeaderNames();
    const before = JSON.stringify(probe.getHeaders());
    probe.appendHeader(name, 'more').setHeader('X-Other', '1').removeHeader(name);
    return before + JSON.stringify(probe.getHeaders());
  });
  return first === second;
}
