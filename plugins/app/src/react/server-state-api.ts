import type { QueryClient } from '@tanstack/react-query';
import { createApiRef } from '@portico/frontend-plugin-api';

/**
 * The one cache of answers from servers that `useQuery` of TanStack Query finds
 * in every component. Outside of components, as in the `preload` of a page, it
 * is asked for by this ref: what is fetched here is there when it is drawn.
 */
export const serverStateApiRef = createApiRef<QueryClient>().with({
  id: 'portico.server-state',
  pluginId: 'app',
});
