import { createApiRef, type Observable } from '@portico/frontend-plugin-api';
import type { FirstPaint } from '../index.ts';

/** How the user has arranged the portal, as far as it is needed before the first paint. */
export type AppearanceState = Required<Pick<FirstPaint, 'density' | 'nav'>>;

/** Keeps density and navigation as the user wants them, in this browser. */
export interface AppearanceApi {
  get(): AppearanceState;
  set(changes: Partial<AppearanceState>): void;
  state$(): Observable<AppearanceState>;
}

/** {@link AppearanceApi}. */
export const appearanceApiRef = createApiRef<AppearanceApi>().with({
  id: 'portico.appearance',
  pluginId: 'app',
});
