import { useMemo } from 'react';
import type { JsonValue } from '@portico/config';
import { storageApiRef, useApi } from '@portico/frontend-plugin-api';
import { useObservable } from '@portico/plugin-app/react';

/** A setting that the user's storage keeps, and what changes it. What is not as `isValid` wants it counts as absent. */
export function useStored<Value extends JsonValue>(
  { bucket, key }: { bucket: string; key: string },
  isValid: (value: JsonValue) => value is Value,
): [Value | undefined, (value: Value) => void] {
  const api = useApi(storageApiRef);
  const storage = useMemo(() => api.forBucket(bucket), [api, bucket]);
  const changes = useMemo(() => storage.observe$<JsonValue>(key), [storage, key]);
  const { value } = useObservable(changes, storage.snapshot<JsonValue>(key));
  return [value !== undefined && isValid(value) ? value : undefined, next => void storage.set(key, next)];
}
