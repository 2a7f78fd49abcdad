import { createSubject, type StorageApi } from '@portico/frontend-plugin-api';
import type { StarredEntitiesApi } from '../react/starred-entities-api.ts';

const key = 'entityRefs';

/** Keeps starred entities in the storage of the user, in the form that existing portals have. */
export function createStarredEntities(storage: StorageApi): StarredEntitiesApi {
  const bucket = storage.forBucket('starredEntities');
  // The same set until something changes, so that what shows it is not drawn again.
  let starred = new Set(bucket.snapshot<string[]>(key).value);
  const subject = createSubject<Set<string>>({ initial: () => starred });
  bucket.observe$<string[]>(key).subscribe(({ value }) => {
    starred = new Set(value);
    subject.next(starred);
  });
  return {
    async toggleStarred(entityRef) {
      const next = new Set(starred);
      if (!next.delete(entityRef)) next.add(entityRef);
      await bucket.set(key, [...next]);
    },
    starredEntitie$: () => subject.observable,
  };
}
