import { createApiRef, type Observable } from '@portico/frontend-plugin-api';

/** A page that the user has been to. A type alias, so that it is JSON to the storage API. */
export type Visit = {
  id: string;
  /** The title of the page. */
  name: string;
  pathname: string;
  /** How often. */
  hits: number;
  /** The last time, in milliseconds since the epoch. */
  timestamp: number;
  entityRef?: string;
};

/** Remembers where the user has been: the hundred latest pages. */
export interface VisitsApi {
  save(visit: Pick<Visit, 'name' | 'pathname' | 'entityRef'>): Promise<void>;
  /** The visits, the latest or the most frequent first; eight unless told. */
  list(options?: { orderBy?: 'timestamp' | 'hits'; limit?: number }): Promise<Visit[]>;
  /** Emits after each change. */
  changes$(): Observable<void>;
}

/** {@link VisitsApi}. */
export const visitsApiRef = createApiRef<VisitsApi>().with({ id: 'homepage.visits', pluginId: 'home' });
