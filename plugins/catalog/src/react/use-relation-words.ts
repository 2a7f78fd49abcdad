import { useMemo } from 'react';
import type { ModelBase } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useCatalogModel } from './catalog-model-query.ts';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';
import { toWords } from './kind-fields.ts';

/**
 * Says types of relations in words, such as "depends on": the built-in ones in
 * the language of the user, those of the organisation as its model says them,
 * or as they are named.
 */
export function useRelationWords(): (type: string) => string {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { data: model } = useCatalogModel();
  return useMemo(() => {
    const words = new Map<string, string>([
      ...declaredWords(model?.relations ?? []),
      ...builtInRelations.map(type => [type, t(`relation.${type}`)] as const),
    ]);
    return type => words.get(type) ?? toWords(type);
  }, [t, model]);
}

function declaredWords(pairs: ModelBase['relations']): [type: string, words: string][] {
  return pairs.flatMap(({ type, inverse, title, inverseTitle }): [string, string][] => [
    ...(title ? [[type, title] satisfies [string, string]] : []),
    ...(inverseTitle ? [[inverse, inverseTitle] satisfies [string, string]] : []),
  ]);
}

/** The types of relations that every catalog has. */
export const builtInRelations = [
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
