import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Entity } from '@portico/catalog-model';
import { toastApiRef, useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { Dialog, ErrorState, LoadingState, Notice } from '@portico/ui';
import { CatalogEntityLink, catalogApiRef, catalogQueryKey, titleOf, toEntityRef } from '../../react.ts';
import { describePlace } from '../entity-why/source-place.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';
import { loadUnregisterPreview, type UnregisterPreview } from './load-unregister-preview.ts';
import { unregisterRedirectRouteRef } from '../external-routes.ts';

const toastMilliseconds = 5000;

/** Asks before an entity is taken out, and shows everything that goes. */
export default function UnregisterDialog({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const catalog = useApi(catalogApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'unregister', toEntityRef(entity)],
    queryFn: ({ signal }) => loadUnregisterPreview(catalog, entity, signal),
    staleTime: 0,
  });
  return (
    <Dialog title={t('unregister.title', { name: titleOf(entity) })} size="lg" onClose={onClose}>
      {error && <ErrorState title={t('unregister.noPreview')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState lines={4} />}
      {data && <Preview entity={entity} preview={data} onClose={onClose} />}
    </Dialog>
  );
}

function Preview({
  entity,
  preview,
  onClose,
}: {
  entity: Entity;
  preview: UnregisterPreview;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { plan, goes, total, dependents } = preview;
  const { mutate, isPending, error } = useRemoval(entity, preview, onClose);
  const source = plan.type === 'location' ? plan.location.target : plan.type === 'orphan' ? '' : plan.source;
  const returns = plan.type === 'configured' || plan.type === 'provided';
  return (
    <div className={classes['unregister']}>
      <p className={classes['plain']}>
        {t(`unregister.${plan.type}`, { source: describePlace(source || '-').title })}
      </p>
      {returns && (
        <Notice level="warning" title={t('unregister.returns')}>
          {t('unregister.returnsHint')}
        </Notice>
      )}
      <div className={classes['goes']}>{t('unregister.goes', { count: total })}</div>
      <ul className={classes['goesList']} tabIndex={0} aria-label={t('unregister.goes', { count: total })}>
        {goes.map(gone => (
          <li key={toEntityRef(gone)}>
            <CatalogEntityLink
              entity={gone}
              title={gone.metadata.name.startsWith('generated-') ? t('why.location') : undefined}
              disableTooltip
            />
            <code className={classes['ref']}>{toEntityRef(gone)}</code>
          </li>
        ))}
        {total > goes.length && <li>{t('banner.more', { count: total - goes.length })}</li>}
      </ul>
      {dependents > 0 && (
        <p className={classes['hint']}>{t('unregister.dependents', { count: dependents })}</p>
      )}
      {error && <ErrorState title={t('unregister.failed')} error={error} />}
      <div className={classes['dialogActions']}>
        <Button variant="default" onClick={onClose}>
          {t('unregister.cancel')}
        </Button>
        <Button color="red" loading={isPending} onClick={() => mutate()}>
          {t(
            returns
              ? 'unregister.deleteAnyway'
              : plan.type === 'orphan'
                ? 'unregister.delete'
                : 'unregister.open',
          )}
        </Button>
      </div>
    </div>
  );
}

function useRemoval(entity: Entity, { plan, total }: UnregisterPreview, onClose: () => void) {
  const { t } = useTranslationRef(entityTranslationRef);
  const catalog = useApi(catalogApiRef);
  const toasts = useApi(toastApiRef);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toNext = useRouteRef(unregisterRedirectRouteRef);
  return useMutation({
    mutationFn: async () => {
      if (plan.type === 'location') await catalog.removeLocationById(plan.location.id);
      else await catalog.removeEntityByUid(entity.metadata.uid ?? '');
    },
    onSuccess: async () => {
      onClose();
      toasts.post({
        title: t('unregister.done', { count: total }),
        status: 'success',
        timeout: toastMilliseconds,
      });
      if (toNext) void navigate(toNext());
      await queries.invalidateQueries({ queryKey: catalogQueryKey });
    },
  });
}
