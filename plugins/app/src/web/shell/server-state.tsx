import type { ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { useApi } from '@portico/frontend-plugin-api';
import { serverStateApiRef } from '../../react/server-state-api.ts';

/** One cache of answers from servers for all plugins: `useQuery` of TanStack Query finds it. */
export function ServerState({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={useApi(serverStateApiRef)}>{children}</QueryClientProvider>;
}
