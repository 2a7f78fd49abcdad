import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { permissionApiRef, toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { AuthorizeResult } from '@portico/permissions';
import { IconCopy, IconRefresh, IconStar, IconTrash, IconX } from '@portico/ui/icons';
import { catalogEntityDeletePermission } from '../../permissions.ts';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { useStarredEntities } from '../../react/use-starred-entities.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { settleInTurn } from './settle-in-turn.ts';

const BulkUnregister = lazy(() => import('./bulk-unregister.tsx'));

const noticeMilliseconds = 5000;

/** What can be done with the chosen entities. */
export function BulkActions({ entities, onDone }: { entities: readonly Entity[]; onDone(): void }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const [isUnregistering, setUnregistering] = useState(false);
  const refs = entities.map(stringifyEntityRef);
  const { refresh, copy, star } = useActions(refs);
  const mayDelete = useMayDelete(refs);
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={() => void refresh()}>
        {t('bulk.refresh')}
      </Button>
      <Button variant="default" leftSection={<IconCopy size={14} />} onClick={() => void copy()}>
        {t('bulk.copy')}
      </Button>
      <Button variant="default" leftSection={<IconStar size={14} />} onClick={() => void star()}>
        {t('bulk.star')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={14} />}
        disabled={!mayDelete}
        title={mayDelete ? undefined : t('bulk.forbidden')}
        onClick={() => setUnregistering(true)}
      >
        {t('bulk.unregister')}
      </Button>
      <Button variant="subtle" leftSection={<IconX size={14} />} onClick={onDone}>
        {t('bulk.clear')}
      </Button>
      {isUnregistering && (
        <Suspense>
          <BulkUnregister
            refs={refs}
            onClose={() => setUnregistering(false)}
            onDone={() => {
              setUnregistering(false);
              onDone();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function useActions(refs: readonly string[]) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const catalog = useApi(catalogApiRef);
  const toasts = useApi(toastApiRef);
  const queries = useQueryClient();
  const { isStarredEntity, toggleStarredEntity } = useStarredEntities();
  const tell = (title: string) => toasts.post({ title, status: 'success', timeout: noticeMilliseconds });
  return {
    async refresh() {
      const failures = await settleInTurn(refs, async ref => catalog.refreshEntity(ref));
      const done = refs.length - failures.length;
      if (done > 0) tell(t('bulk.refreshed', { count: done }));
      if (failures.length > 0) {
        const description = failures[0]?.message;
        toasts.post({ title: t('bulk.failed', { count: failures.length }), description, status: 'danger' });
      }
      await queries.invalidateQueries({ queryKey: catalogQueryKey });
    },
    async copy() {
      await navigator.clipboard.writeText(refs.join('\n'));
      tell(t('bulk.copied', { count: refs.length }));
    },
    async star() {
      for (const ref of refs) if (!isStarredEntity(ref)) await toggleStarredEntity(ref);
      tell(t('bulk.starred', { count: refs.length }));
    },
  };
}

/** Whether the user may remove at least one of them. The questions go in one request. */
function useMayDelete(refs: readonly string[]): boolean {
  const permissions = useApi(permissionApiRef);
  return useQueries({
    queries: refs.map(resourceRef => ({
      queryKey: ['permission', catalogEntityDeletePermission.name, resourceRef],
      queryFn: async () => {
        const request = { permission: catalogEntityDeletePermission, resourceRef };
        return (await permissions.authorize(request)).result === AuthorizeResult.ALLOW;
      },
    })),
    combine: answers => answers.some(({ data }) => data === true),
  });
}
