import { useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';

/** Says types of relations in words: "depends on". A type of one's own is said as it is written. */
export function useRelationWords(): (type: string) => string {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  return useMemo(() => {
    const words = new Map<string, string>(knownTypes.map(type => [type, t(`relation.${type}`)]));
    return type => words.get(type) ?? type;
  }, [t]);
}

const knownTypes = [
  'ownerOf',
  'ownedBy',
  'consumesApi',
  'apiConsumedBy',
  'apiProvidedBy',
  'providesApi',
  'hasPart',
  'partOf',
  'parentOf',
  'childOf',
  'hasMember',
  'memberOf',
  'dependsOn',
  'dependencyOf',
] as const;
