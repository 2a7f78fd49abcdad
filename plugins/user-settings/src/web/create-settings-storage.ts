import type { JsonValue } from '@portico/config';
import { ResponseError } from '@portico/errors';
import {
  createSubject,
  type DiscoveryApi,
  type ErrorApi,
  type FetchApi,
  type IdentityApi,
  type Observable,
  type StorageApi,
  type StorageValueSnapshot,
  type Subject,
} from '@portico/frontend-plugin-api';
import { createBrowserStorage } from '@portico/plugin-app/react';
import { isGuest } from './is-guest.ts';

type Snapshot = StorageValueSnapshot<JsonValue>;

interface Deps {
  discovery: DiscoveryApi;
  fetch: FetchApi;
  identity: IdentityApi;
  errors: ErrorApi;
}

interface Shared extends Deps {
  /** Where guests keep what they choose: they have one account in common. */
  browser: StorageApi;
  known: Map<string, Snapshot>;
  subjects: Map<string, Subject<Snapshot>>;
  load(bucket: string, key: string): Promise<Snapshot>;
}

/**
 * Keeps settings in the backend, so that they follow the user from browser to
 * browser. Settings that are asked for at the same moment are fetched together.
 * What guests choose stays in their browser.
 */
export function createSettingsStorage(deps: Deps): StorageApi {
  const shared: Shared = {
    ...deps,
    browser: createBrowserStorage({ errors: deps.errors }),
    known: new Map(),
    subjects: new Map(),
    load: createLoader(deps),
  };
  return createBucket(shared, 'default', shared.browser);
}

function createBucket(shared: Shared, bucket: string, browser: StorageApi): StorageApi {
  const idOf = (key: string) => JSON.stringify([bucket, key]);
  const publish = (key: string, snapshot: Snapshot): void => {
    shared.known.set(idOf(key), snapshot);
    shared.subjects.get(idOf(key))?.next(snapshot);
  };
  const snapshot = (key: string): Snapshot => {
    const known = shared.known.get(idOf(key));
    if (known) return known;
    shared.known.set(idOf(key), { key, presence: 'unknown' });
    void loadInto(key);
    return { key, presence: 'unknown' };
  };
  async function loadInto(key: string): Promise<void> {
    try {
      publish(key, (await isOfGuest(shared)) ? browser.snapshot(key) : await shared.load(bucket, key));
    } catch (error) {
      shared.known.delete(idOf(key));
      shared.errors.post(toError(error), { hidden: true });
    }
  }
  async function change(key: string, value: JsonValue | undefined): Promise<void> {
    publish(key, value === undefined ? { key, presence: 'absent' } : { key, presence: 'present', value });
    if (await isOfGuest(shared)) await (value === undefined ? browser.remove(key) : browser.set(key, value));
    else await send(shared, { bucket, key, value });
  }
  return {
    forBucket: name =>
      createBucket(shared, bucket === 'default' ? name : `${bucket}.${name}`, browser.forBucket(name)),
    set: (key, value) => change(key, value),
    remove: key => change(key, undefined),
    snapshot: <Value extends JsonValue>(key: string) =>
      // What was stored is taken to be what the caller stores there.
      snapshot(key) as StorageValueSnapshot<Value>,
    observe$: <Value extends JsonValue>(key: string) => {
      const subject =
        shared.subjects.get(idOf(key)) ?? createSubject<Snapshot>({ initial: () => snapshot(key) });
      shared.subjects.set(idOf(key), subject);
      return subject.observable as Observable<StorageValueSnapshot<Value>>;
    },
  };
}

async function isOfGuest({ identity }: Deps): Promise<boolean> {
  return isGuest((await identity.getBackstageIdentity()).userEntityRef);
}

async function send(
  { discovery, fetch: { fetch } }: Deps,
  { bucket, key, value }: { bucket: string; key: string; value: JsonValue | undefined },
): Promise<void> {
  const base = await discovery.getBaseUrl('user-settings');
  const url = `${base}/buckets/${encodeURIComponent(bucket)}/keys/${encodeURIComponent(key)}`;
  const response = await fetch(
    url,
    value === undefined
      ? { method: 'DELETE' }
      : { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ value }) },
  );
  if (!response.ok) throw await ResponseError.fromResponse(response);
}

interface Wanted {
  bucket: string;
  key: string;
  resolve(snapshot: Snapshot): void;
  reject(error: unknown): void;
}

function createLoader(deps: Deps): Shared['load'] {
  let wanted: Wanted[] = [];
  const flush = async (): Promise<void> => {
    const batch = wanted;
    wanted = [];
    try {
      const items = await fetchSettings(deps, batch);
      batch.forEach(({ key, resolve }, index) => {
        const item = items[index];
        resolve(item ? { key, presence: 'present', value: item.value } : { key, presence: 'absent' });
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return (bucket, key) =>
    new Promise((resolve, reject) => {
      if (wanted.length === 0) setTimeout(() => void flush());
      wanted.push({ bucket, key, resolve, reject });
    });
}

async function fetchSettings(
  { discovery, fetch: { fetch } }: Deps,
  batch: readonly Wanted[],
): Promise<({ value: JsonValue } | null)[]> {
  const response = await fetch(`${await discovery.getBaseUrl('user-settings')}/multiget`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items: batch.map(({ bucket, key }) => ({ bucket, key })) }),
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return ((await response.json()) as { items: ({ value: JsonValue } | null)[] }).items;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
