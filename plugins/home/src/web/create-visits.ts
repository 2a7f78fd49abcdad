import { createSubject, type StorageApi } from '@portico/frontend-plugin-api';
import type { Visit, VisitsApi } from '../react/visits-api.ts';

const most = 100;
const storageKey = 'visits';

/** Keeps visits in the storage of the app. Pages of one address are one visit, counted. */
export function createVisits(storage: StorageApi): VisitsApi {
  const bucket = storage.forBucket('home.visits');
  const changes = createSubject<void>();

  async function read(): Promise<Visit[]> {
    const { presence, value } = bucket.snapshot<Visit[]>(storageKey);
    if (presence !== 'unknown') return value ?? [];
    return new Promise(resolve => {
      const subscription = bucket.observe$<Visit[]>(storageKey).subscribe(snapshot => {
        if (snapshot.presence === 'unknown') return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve(snapshot.value ?? []);
      });
    });
  }

  return {
    changes$: () => changes.observable,
    async save({ name, pathname, entityRef }) {
      const before = await read();
      const known = before.find(visit => visit.pathname === pathname);
      const visit: Visit = {
        id: known?.id ?? crypto.randomUUID(),
        name,
        pathname,
        hits: (known?.hits ?? 0) + 1,
        timestamp: Date.now(),
        ...(entityRef !== undefined && { entityRef }),
      };
      const others = before.filter(other => other.pathname !== pathname);
      await bucket.set(storageKey, [visit, ...others].slice(0, most));
      changes.next();
    },
    async list({ orderBy = 'timestamp', limit = 8 } = {}) {
      return (await read()).toSorted((a, b) => b[orderBy] - a[orderBy]).slice(0, limit);
    },
  };
}
