import { Button } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { ErrorState, LoadingState, StatusDot, type StatusLevel } from '@portico/ui';
import { IconRefresh } from '@portico/ui/icons';
import type { EntityExplanation } from '@portico/catalog-client';
import { toEntityRef, useEntity } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { useRefreshEntity } from '../entity-page/use-refresh-entity.ts';
import { ExplanationDetails } from './explanation-details.tsx';
import { useExplanation } from './explanation-queries.ts';
import classes from './why.module.css';

const pace = 10_000;

const levels: Record<EntityExplanation['state'], StatusLevel> = {
  present: 'ok',
  stale: 'error',
  pending: 'info',
  failing: 'error',
  orphan: 'warning',
  removed: 'unknown',
  absent: 'unknown',
};

/** Why the entity is as it is: where it comes from, when it was checked, what is wrong, what has changed. */
export default function WhyTab() {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const entityRef = toEntityRef(entity);
  const { data, error, refetch } = useExplanation(entityRef, { refetchInterval: pace });
  const { refresh, isRefreshing, isAllowed } = useRefreshEntity(entityRef);
  if (error && !data)
    return <ErrorState title={t('why.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState lines={8} />;
  const isDropped =
    data.state === 'present' && data.chain.some(({ removalHeldSince }) => removalHeldSince !== undefined);
  return (
    <div className={classes['stack']}>
      <div className={classes['verdict']}>
        <StatusDot level={isDropped ? 'warning' : levels[data.state]}>
          <span className={classes['verdictText']}>
            {isDropped ? t('why.removalHeld') : t(`state.${data.state}`)}
          </span>
        </StatusDot>
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={!isAllowed}
          loading={isRefreshing}
          onClick={refresh}
        >
          {t('refresh.now')}
        </Button>
      </div>
      <ExplanationDetails explanation={data} />
    </div>
  );
}
