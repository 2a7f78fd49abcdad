import { useEffect, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { CatalogEntityLink, catalogApiRef, useEntityPath } from '@portico/plugin-catalog/react';
import { EntityLink, Link } from '@portico/ui';
import type { AnalyzedEntity, AnalyzedLocation } from '../../react/catalog-import-api.ts';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';
import { importPageRouteRef } from '../routes.ts';

const askEveryMilliseconds = 250;
const slowAfterMilliseconds = 10_000;
/** What was in the catalog before may take a while to be as the file has it, or never be: others may change it. */
const mostQuestionsForChanges = 40;
const shownFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/** Shows the entities of registered files as they come into the catalog. */
export function Appearing({ locations }: { locations: readonly AnalyzedLocation[] }) {
  const { t } = useTranslationRef(importTranslationRef);
  const navigate = useNavigate();
  const toPage = useRouteRef(importPageRouteRef);
  const expected = useMemo(() => locations.flatMap(({ entities }) => entities), [locations]);
  const refs = useMemo(() => expected.map(entity => stringifyEntityRef(entity)), [expected]);
  const { found, isDone } = useArrivals(refs, expected);
  const isSlow = useIsSlow(isDone);
  return (
    <>
      <div role="status">
        <h2 className={classes['heading']}>{t(isDone ? 'url.appeared' : 'url.appearing')}</h2>
      </div>
      <ul className={classes['arrivals']}>
        {expected.map(({ kind, name, entity }, index) => {
          const ref = refs[index] ?? '';
          const arrived = found[index];
          return (
            <li key={ref} data-arrived={arrived !== undefined}>
              {arrived ? (
                <CatalogEntityLink entity={arrived} />
              ) : (
                <>
                  <EntityLink kind={kind} title={entity.metadata.title ?? name} />
                  <span className={classes['soft']}>{t('url.waiting')}</span>
                  {isSlow && <WhyLink entityRef={ref} />}
                </>
              )}
            </li>
          );
        })}
      </ul>
      {isSlow && <p className={classes['soft']}>{t('url.slow')}</p>}
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => void navigate(toPage?.() ?? '?')}>
          {t('url.another')}
        </Button>
      </div>
    </>
  );
}

/** The page of an entity that is not there says why. */
function WhyLink({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(importTranslationRef);
  const path = useEntityPath()(entityRef);
  return path === undefined ? null : <Link to={path}>{t('url.why')}</Link>;
}

function useArrivals(refs: readonly string[], expected: readonly AnalyzedEntity[]) {
  const catalog = useApi(catalogApiRef);
  const { data = [] } = useQuery({
    queryKey: ['catalog-import', 'arrivals', refs],
    queryFn: async ({ signal }) => {
      const request = { entityRefs: [...refs], fields: shownFields };
      return (await catalog.getEntitiesByRefs(request, { signal })).items;
    },
    gcTime: 0,
    enabled: refs.length > 0,
    refetchInterval: ({ state: { data: known, dataUpdateCount } }) => {
      if (!isComplete(known, refs)) return askEveryMilliseconds;
      const isAsRead = expected.every(
        ({ entity }, index) => entity.metadata.title === known?.[index]?.metadata.title,
      );
      return isAsRead || dataUpdateCount >= mostQuestionsForChanges ? false : askEveryMilliseconds;
    },
  });
  return { found: data, isDone: isComplete(data, refs) };
}

function isComplete(found: readonly unknown[] | undefined, refs: readonly string[]): boolean {
  return refs.every((_, index) => found?.[index] !== undefined);
}

function useIsSlow(isDone: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), slowAfterMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return isLate && !isDone;
}
