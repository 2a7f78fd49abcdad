import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Dialog, ErrorState, LoadingState } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { shortName } from '../../react/entity-names.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './index-page.module.css';
import { planBulkUnregister } from './plan-bulk-unregister.ts';
import { settleInTurn } from './settle-in-turn.ts';

const mostListed = 12;
const noticeMilliseconds = 5000;

/** Shows what would go from the catalog with the chosen entities, and lets it go. */
export default function BulkUnregister({
  refs,
  onClose,
  onDone,
}: {
  refs: readonly string[];
  onClose(): void;
  onDone(): void;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const catalog = useApi(catalogApiRef);
  const toasts = useApi(toastApiRef);
  const queries = useQueryClient();
  const plan = useQuery({
    queryKey: [...catalogQueryKey, 'unregister', refs],
    queryFn: async () => planBulkUnregister(catalog, refs),
    gcTime: 0,
  });
  const removal = useMutation({
    mutationFn: async (ready: NonNullable<typeof plan.data>) => {
      const failures = [
        ...(await settleInTurn(ready.locationIds, async id => catalog.removeLocationById(id))),
        ...(await settleInTurn(ready.orphanUids, async uid => catalog.removeEntityByUid(uid))),
      ];
      if (failures.length > 0) throw new AggregateError(failures, failures[0]?.message);
    },
    onSuccess(_, { goes }) {
      const title = t('unregister.done', { count: goes.length });
      toasts.post({ title, status: 'success', timeout: noticeMilliseconds });
      onDone();
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: catalogQueryKey }),
  });
  const { data } = plan;
  return (
    <Dialog title={t('unregister.title', { count: refs.length })} onClose={onClose}>
      <Stack>
        {plan.isPending && <LoadingState lines={3} />}
        {plan.error && <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />}
        {removal.error && <ErrorState title={t('unregister.failed')} error={removal.error} />}
        {data && data.goes.length > 0 && (
          <RefList title={t('unregister.goes', { count: data.goes.length })} refs={data.goes} />
        )}
        {data && data.stays.length > 0 && (
          <RefList title={t('unregister.stays', { count: data.stays.length })} refs={data.stays} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('unregister.cancel')}
          </Button>
          <Button
            color="red"
            disabled={!data || data.goes.length === 0}
            loading={removal.isPending}
            onClick={() => data && removal.mutate(data)}
          >
            {t('unregister.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function RefList({ title, refs }: { title: string; refs: readonly string[] }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const rest = refs.length - mostListed;
  return (
    <div>
      <p>{title}</p>
      <ul className={classes['refs']}>
        {refs.slice(0, mostListed).map(ref => (
          <li key={ref} title={ref} dir="auto">
            {shortName(ref)} <span className={classes['soft']}>{ref.slice(0, ref.indexOf(':'))}</span>
          </li>
        ))}
        {rest > 0 && <li className={classes['soft']}>{t('unregister.more', { count: rest })}</li>}
      </ul>
    </div>
  );
}
