import { createRouteRef, useRouteRef } from '@portico/frontend-plugin-api';

/** The tab that explains the entity, below the page of the entity. */
export const whyRouteRef = createRouteRef();

/** The path of the tab that explains the entity whose page this is; `undefined` where there is no such tab. */
export function useWhyPath(): string | undefined {
  return useRouteRef(whyRouteRef)?.();
}
