import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react.ts';
import { catalogEntityRefreshPermission } from '../../permissions.ts';
import { entityTranslationRef } from './entity-translation.ts';
import { useAllowed } from './use-allowed.ts';
import { reloadEntity, stirEntity } from './use-live-entity.ts';

const toastMilliseconds = 4000;

/** Has an entity read again, says so, and watches for what comes of it. */
export function useRefreshEntity(entityRef: string): {
  refresh: () => void;
  isRefreshing: boolean;
  isAllowed: boolean;
} {
  const { t } = useTranslationRef(entityTranslationRef);
  const catalog = useApi(catalogApiRef);
  const toasts = useApi(toastApiRef);
  const queries = useQueryClient();
  const isAllowed = useAllowed(catalogEntityRefreshPermission, entityRef) ?? false;
  const { mutate, isPending } = useMutation({
    mutationFn: () => catalog.refreshEntity(entityRef),
    onSuccess: async () => {
      stirEntity(queries, entityRef);
      toasts.post({ title: t('refresh.done'), status: 'success', timeout: toastMilliseconds });
      await reloadEntity(queries, entityRef);
    },
    onError: error =>
      toasts.post({ title: t('refresh.failed'), description: error.message, status: 'danger' }),
  });
  return { refresh: () => mutate(), isRefreshing: isPending, isAllowed };
}
