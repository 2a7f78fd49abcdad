import { createSubject, type StorageApi } from '@portico/frontend-plugin-api';
import type { Visit, VisitsApi } from '../react/visits-api.ts';

const most = 100;
const storageKey = 'visits';

/** Keeps visits in the storage of the app. Pages of one address are one visit, counted, and so are the tabs of one. */
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
      const same = before.filter(visit => isSamePage(visit, { name, pathname }));
      const [known] = same;
      const visit: Visit = {
        id: known?.id ?? crypto.randomUUID(),
        name,
        pathname: [pathname, ...same.map(visit => visit.pathname)].reduce((a, b) =>
          b.length < a.length ? b : a,
        ),
        hits: same.reduce((sum, visit) => sum + visit.hits, 1),
        timestamp: Date.now(),
        ...(entityRef !== undefined && { entityRef }),
      };
      const others = before.filter(other => !same.includes(other));
      await bucket.set(storageKey, [visit, ...others].slice(0, most));
      changes.next();
    },
    async list({ orderBy = 'timestamp', limit = 8 } = {}) {
      return (await read()).toSorted((a, b) => b[orderBy] - a[orderBy]).slice(0, limit);
    },
  };
}

/** A page below another of the same title is a tab of it. */
function isSamePage(a: Pick<Visit, 'name' | 'pathname'>, b: Pick<Visit, 'name' | 'pathname'>): boolean {
  if (a.pathname === b.pathname) return true;
  const isBelow = (inner: string, outer: string): boolean => inner.startsWith(`${outer}/`);
  return a.name === b.name && (isBelow(a.pathname, b.pathname) || isBelow(b.pathname, a.pathname));
}
