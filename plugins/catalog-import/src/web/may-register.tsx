import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { permissionApiRef, useApi } from '@portico/frontend-plugin-api';
import { catalogEntityCreatePermission } from '@portico/plugin-catalog';
import { Content, ErrorState, ForbiddenState, LoadingState } from '@portico/ui';

/** Shows what is below it to those who may add entities to the catalog. */
export function MayRegister({ children }: { children: ReactNode }) {
  const permissions = useApi(permissionApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['permission', catalogEntityCreatePermission.name],
    queryFn: async () => permissions.authorize({ permission: catalogEntityCreatePermission }),
  });
  if (data?.result === 'ALLOW') return children;
  return (
    <Content>
      {data && <ForbiddenState permission={catalogEntityCreatePermission.name} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState />}
    </Content>
  );
}
