import { useQuery } from '@tanstack/react-query';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey } from '@portico/plugin-catalog/react';
import { groupsAbove, groupsBelow } from '../model/related-owners.ts';

/** Whether only a group itself counts, or the groups that belong to it as well. */
export type Aggregation = 'direct' | 'aggregated';

/** The refs that count as a group or user: for a group those below it, for a user the groups they are in. */
export function useOwners(
  entityRef: string,
  { kind, aggregation }: { kind: string; aggregation: Aggregation },
): { owners?: string[] | undefined; error?: Error | undefined; retry(): void } {
  const catalog = useApi(catalogApiRef);
  const isUser = kind.toLowerCase() === 'user';
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'org owners', entityRef],
    queryFn: async ({ signal }) => (isUser ? groupsAbove : groupsBelow)(catalog, entityRef, signal),
    enabled: aggregation === 'aggregated',
  });
  return {
    owners: aggregation === 'direct' ? [entityRef] : data,
    error: aggregation === 'direct' ? undefined : (error ?? undefined),
    retry: () => void refetch(),
  };
}
