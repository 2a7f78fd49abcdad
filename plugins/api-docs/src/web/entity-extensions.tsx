import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
} from '@portico/catalog-model';
import { translated } from '@portico/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@portico/plugin-catalog/react';
import { apiDocsTranslationRef } from './api-docs-translation.ts';
import type { RelatedCardProps } from './cards/related-card.tsx';

/** What the plugin adds to the pages of entities: cards for APIs and those who use them, and two tabs. */
export const entityExtensions = [
  EntityCardBlueprint.make({
    name: 'definition',
    params: { type: 'info', filter: 'kind:api', loader: () => import('./cards/definition-card.tsx') },
  }),
  relatedCard('provided-apis', 'kind:component', {
    titleKey: 'providedApis',
    relation: RELATION_PROVIDES_API,
    kind: 'api',
    field: 'spec.providesApis',
  }),
  relatedCard('consumed-apis', 'kind:component', {
    titleKey: 'consumedApis',
    relation: RELATION_CONSUMES_API,
    kind: 'api',
    field: 'spec.consumesApis',
  }),
  relatedCard('has-apis', 'kind:system', {
    titleKey: 'hasApis',
    relation: RELATION_HAS_PART,
    kind: 'api',
    field: 'spec.system',
    isOfOthers: true,
  }),
  relatedCard('providing-components', 'kind:api', {
    titleKey: 'providingComponents',
    relation: RELATION_API_PROVIDED_BY,
    kind: 'component',
    field: 'spec.providesApis',
    isOfOthers: true,
  }),
  relatedCard('consuming-components', 'kind:api', {
    titleKey: 'consumingComponents',
    relation: RELATION_API_CONSUMED_BY,
    kind: 'component',
    field: 'spec.consumesApis',
    isOfOthers: true,
  }),
  EntityContentBlueprint.make({
    name: 'definition',
    params: {
      path: '/definition',
      title: translated(apiDocsTranslationRef, 'tab.definition'),
      group: 'documentation',
      icon: 'code',
      filter: 'kind:api',
      loader: () => import('./definition/definition-content.tsx'),
    },
  }),
  EntityContentBlueprint.make({
    name: 'apis',
    params: {
      path: '/apis',
      title: translated(apiDocsTranslationRef, 'tab.apis'),
      group: 'development',
      icon: 'api',
      filter: 'kind:component',
      loader: () => import('./cards/apis-content.tsx'),
    },
  }),
];

function relatedCard(name: string, filter: string, props: RelatedCardProps) {
  return EntityCardBlueprint.make({
    name,
    params: {
      type: 'content',
      filter,
      loader: async () => {
        const { RelatedCard } = await import('./cards/related-card.tsx');
        return <RelatedCard {...props} />;
      },
    },
  });
}
