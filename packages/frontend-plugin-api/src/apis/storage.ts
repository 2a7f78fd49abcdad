import type { JsonValue } from '@portico/config';
import type { Observable } from '../observable.ts';
import { createApiRef } from './api-ref.ts';

/** What is known about a key: `unknown` until it was read from where it is kept. */
export type StorageValueSnapshot<Value extends JsonValue> =
  | { key: string; presence: 'unknown' | 'absent'; value?: undefined }
  | { key: string; presence: 'present'; value: Value };

/** Keeps what a user chose, in buckets. */
export interface StorageApi {
  /** A part of the storage with keys of its own. */
  forBucket(name: string): StorageApi;
  set<Value extends JsonValue>(key: string, value: Value): Promise<void>;
  remove(key: string): Promise<void>;
  snapshot<Value extends JsonValue>(key: string): StorageValueSnapshot<Value>;
  observe$<Value extends JsonValue>(key: string): Observable<StorageValueSnapshot<Value>>;
}

/** {@link StorageApi}. */
export const storageApiRef = createApiRef<StorageApi>().with({ id: 'core.storage', pluginId: 'app' });
