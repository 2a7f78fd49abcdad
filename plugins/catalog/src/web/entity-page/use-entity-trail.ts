import type { Entity } from '@portico/catalog-model';
import { useQuery } from '@tanstack/react-query';
import { useApi, usePageTitle, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import type { Breadcrumb } from '@portico/ui';
import {
  catalogApiRef,
  catalogIndexRouteRef,
  entityQuery,
  relatedRefs,
  titleOf,
  useEntityPath,
} from '../../react.ts';
import { shortName } from '../../react/entity-names.ts';
import { entityTranslationRef } from './entity-translation.ts';

/** The way to an entity: the catalog, its domain, its system, what it is a part of, itself. */
export function useEntityTrail(entity: Entity, title: string): Breadcrumb[] {
  const index = useIndexStep();
  const toPath = useEntityPath();
  const [whole] = relatedRefs(entity, { type: 'partOf', kind: 'component' });
  const [systemRef] = relatedRefs(entity, { type: 'partOf', kind: 'system' });
  const system = useWhole(systemRef);
  const [domainRef] = relatedRefs(system ?? entity, { type: 'partOf', kind: 'domain' });
  const domain = useWhole(domainRef);
  const step = (ref: string | undefined, known: Entity | null | undefined): Breadcrumb[] =>
    ref === undefined ? [] : [{ title: known ? titleOf(known) : shortName(ref), to: toPath(ref) }];
  return [
    index,
    ...step(domainRef, domain),
    ...step(systemRef, system),
    ...step(whole, undefined),
    { title },
  ];
}

/** The list that entities are found in, by the name that it has in this portal. */
export function useIndexStep(): Breadcrumb {
  const { t } = useTranslationRef(entityTranslationRef);
  const toIndex = useRouteRef(catalogIndexRouteRef);
  return { title: usePageTitle(catalogIndexRouteRef) ?? t('catalog'), to: toIndex?.() };
}

function useWhole(entityRef: string | undefined): Entity | null | undefined {
  const catalog = useApi(catalogApiRef);
  return useQuery({ ...entityQuery(catalog, entityRef ?? ''), enabled: entityRef !== undefined }).data;
}
