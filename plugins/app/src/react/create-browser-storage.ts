import type { JsonValue } from '@portico/config';
import {
  createSubject,
  type ErrorApi,
  type Observable,
  type StorageApi,
  type StorageValueSnapshot,
  type Subject,
} from '@portico/frontend-plugin-api';

/**
 * Keeps settings in this browser, at `/<bucket>/<key>`, as portals always have.
 * Changes in other tabs arrive here as well. What cannot be kept is reported,
 * and forgotten with the page.
 */
export function createBrowserStorage({
  errors,
  store = window.localStorage,
}: {
  errors: ErrorApi;
  store?: Storage;
}): StorageApi {
  const subjects = new Map<string, Subject<StorageValueSnapshot<JsonValue>>>();
  window.addEventListener('storage', event => {
    if (event.key !== null) subjects.get(event.key)?.next(read(store, event.key, nameOf(event.key)));
  });
  return createBucket({ namespace: '', subjects, store, errors });
}

interface Bucket {
  namespace: string;
  subjects: Map<string, Subject<StorageValueSnapshot<JsonValue>>>;
  store: Storage;
  errors: ErrorApi;
}

function createBucket(bucket: Bucket): StorageApi {
  const { namespace, subjects, store, errors } = bucket;
  const pathOf = (key: string) => `${namespace}/${encodeURIComponent(key)}`;
  const tell = (key: string) => subjects.get(pathOf(key))?.next(read(store, pathOf(key), key));
  const change = (key: string, act: (path: string) => void): void => {
    try {
      act(pathOf(key));
    } catch (error) {
      errors.post(
        new Error(`The browser does not keep '${key}'. Free some of its storage`, { cause: error }),
      );
    }
    tell(key);
  };
  return {
    forBucket: name => createBucket({ ...bucket, namespace: `${namespace}/${name}` }),
    set: async (key, value) => change(key, path => store.setItem(path, JSON.stringify(value))),
    remove: async key => change(key, path => store.removeItem(path)),
    snapshot: <Value extends JsonValue>(key: string) =>
      // What was stored is taken to be what the caller stores there.
      read(store, pathOf(key), key) as StorageValueSnapshot<Value>,
    observe$: <Value extends JsonValue>(key: string) => {
      const subject = subjects.get(pathOf(key)) ?? createSubject<StorageValueSnapshot<JsonValue>>();
      subjects.set(pathOf(key), subject);
      return subject.observable as Observable<StorageValueSnapshot<Value>>;
    },
  };
}

function read(store: Storage, path: string, key: string): StorageValueSnapshot<JsonValue> {
  const text = store.getItem(path);
  if (text === null) return { key, presence: 'absent' };
  try {
    return { key, presence: 'present', value: JSON.parse(text) as JsonValue };
  } catch {
    return { key, presence: 'absent' };
  }
}

function nameOf(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}
