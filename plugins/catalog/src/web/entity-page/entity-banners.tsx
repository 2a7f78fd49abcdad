import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { ANNOTATION_ORPHAN, type Entity } from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, Link, Notice, RelativeTime, useUiText } from '@portico/ui';
import {
  catalogApiRef,
  catalogQueryKey,
  EntityRefList,
  relatedRefs,
  toEntityRef,
  useEntity,
} from '../../react.ts';
import { FaultList } from '../entity-why/fault-list.tsx';
import { faultsOfEntity, toFaults } from '../entity-why/faults.ts';
import { useExplanation } from '../entity-why/explanation-queries.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';
import { paceOf } from './pace-of.ts';
import { sinceStirred } from './use-live-entity.ts';
import { useWhyPath } from './use-why-path.ts';

const mostFaults = 3;
/** How long it counts as true that a ref leads to nothing, in milliseconds. */
const freshFor = 60_000;
/** How often it is asked at least whether the file of an entity could be read, in milliseconds. */
const askAgainAfter = 5000;

/** What has to be known before anything else on the page is believed. */
export function EntityBanners({ error }: { error: Error | undefined }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const uiText = useUiText();
  const { entity } = useEntity();
  const toWhy = useWhyPath();
  // The tab that explains has them already.
  const isExplained = useLocation().pathname === toWhy;
  const isUnread = useIsUnread(toEntityRef(entity));
  const hasFaults = !isExplained && (isUnread || faultsOfEntity(entity).length > 0);
  const missing = useMissing(entity);
  const isOrphan = entity.metadata.annotations?.[ANNOTATION_ORPHAN] === 'true';
  if (!error && !hasFaults && missing.length === 0 && !isOrphan) return null;
  return (
    <div className={classes['banners']}>
      {error && (
        <Notice level="warning" title={t('banner.notRefreshed')}>
          {describeError(error, uiText).message}
        </Notice>
      )}
      {hasFaults && <FaultBanner entity={entity} toWhy={toWhy} />}
      {isOrphan && (
        <Notice
          level="warning"
          title={t('banner.orphan')}
          action={toWhy !== undefined && <Link to={toWhy}>{t('banner.toWhy')}</Link>}
        >
          {t('banner.orphanHint')}
        </Notice>
      )}
      {missing.length > 0 && (
        <Notice level="warning" title={t('banner.missing', { count: missing.length })}>
          <div>
            <EntityRefList entityRefs={missing} />
          </div>
          <div className={classes['hint']}>{t('banner.missingHint')}</div>
        </Notice>
      )}
    </div>
  );
}

/** Whether the file of an entity can no longer be read: then nothing tells of it but the explanation. */
function useIsUnread(entityRef: string): boolean {
  const queries = useQueryClient();
  const { data } = useExplanation(entityRef, {
    refetchInterval: () => Math.min(askAgainAfter, paceOf(sinceStirred(queries, entityRef))),
  });
  return data?.fetch?.outcome === 'failed';
}

function FaultBanner({ entity, toWhy }: { entity: Entity; toWhy: string | undefined }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { data } = useExplanation(toEntityRef(entity));
  const told = data ? toFaults(data) : [];
  const faults = told.length > 0 ? told : faultsOfEntity(entity);
  const goodAt = data?.schedule.lastSuccessAt;
  const isError = faults.some(({ severity }) => severity === 'error');
  return (
    <Notice
      level={isError ? 'error' : 'warning'}
      title={
        <>
          {t('banner.faults', { count: faults.length })}
          {isError && goodAt !== undefined && (
            <>
              {' '}
              {t('banner.lastGood')} <RelativeTime date={goodAt} />
            </>
          )}
        </>
      }
      action={toWhy !== undefined && <Link to={toWhy}>{t('banner.toWhy')}</Link>}
    >
      <FaultList faults={faults.slice(0, mostFaults)} />
      {faults.length > mostFaults && <div>{t('banner.more', { count: faults.length - mostFaults })}</div>}
    </Notice>
  );
}

/** The refs that an entity's relations lead to and that the catalog does not have. */
function useMissing(entity: Entity): string[] {
  const catalog = useApi(catalogApiRef);
  const refs = relatedRefs(entity);
  const { data } = useQuery({
    queryKey: [...catalogQueryKey, 'missing', toEntityRef(entity), entity.metadata.etag],
    queryFn: async ({ signal }) => {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: refs, fields: ['metadata.uid'] },
        { signal },
      );
      return refs.filter((_, index) => !items[index]);
    },
    enabled: refs.length > 0,
    staleTime: freshFor,
    placeholderData: before => before,
  });
  return data ?? [];
}
