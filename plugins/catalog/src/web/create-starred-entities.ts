import { createSubject, type StorageApi } from '@portico/frontend-plugin-api';
import type { StarredEntitiesApi } from '../react/starred-entities-api.ts';

const key = 'entityRefs';

/** Keeps starred entities in the storage of the user, in the form that existing portals have. */
export function createStarredEntities(storage: StorageApi): StarredEntitiesApi {
  const bucket = storage.forBucket('starredEntities');
  const read = (): Set<string> => new Set(bucket.snapshot<string[]>(key).value);
  const subject = createSubject<Set<string>>({ initial: read });
  bucket.observe$<string[]>(key).subscribe(({ value }) => subject.next(new Set(value)));
  return {
    async toggleStarred(entityRef) {
      const starred = read();
      if (!starred.delete(entityRef)) starred.add(entityRef);
      await bucket.set(key, [...starred]);
    },
    starredEntitie$: () => subject.observable,
  };
}
