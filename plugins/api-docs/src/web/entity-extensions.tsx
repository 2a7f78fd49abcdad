import { translated } from '@portico/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  type RelationCardProps,
} from '@portico/plugin-catalog/react';
import { apiDocsTranslationRef } from './api-docs-translation.ts';
import {
  consumedApis,
  consumingComponents,
  hasApis,
  providedApis,
  providingComponents,
} from './cards/relations.ts';
import { requireParts } from './require-parts.ts';

/** What the plugin adds to the pages of entities: cards for APIs and those who use them, and two tabs. */
export const entityExtensions = [
  EntityCardBlueprint.make({
    name: 'definition',
    params: { type: 'info', filter: 'kind:api', loader: () => import('./cards/definition-card.tsx') },
  }),
  relationCard('provided-apis', 'kind:component', providedApis),
  relationCard('consumed-apis', 'kind:component', consumedApis),
  relationCard('has-apis', 'kind:system', hasApis),
  relationCard('providing-components', 'kind:api', providingComponents),
  relationCard('consuming-components', 'kind:api', consumingComponents),
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
  EntityContentBlueprint.makeWithOverrides({
    name: 'apis',
    factory: (makeContent, { apis }) =>
      makeContent({
        path: '/apis',
        title: translated(apiDocsTranslationRef, 'tab.apis'),
        group: 'development',
        icon: 'api',
        filter: 'kind:component',
        loader: async () => {
          const [RelationCard, { ApisContent }] = await Promise.all([
            requireParts(apis).loadRelationCard(),
            import('./cards/apis-content.tsx'),
          ]);
          return <ApisContent RelationCard={RelationCard} />;
        },
      }),
  }),
];

function relationCard(name: string, filter: string, props: RelationCardProps) {
  return EntityCardBlueprint.makeWithOverrides({
    name,
    factory: (makeCard, { apis }) =>
      makeCard({
        type: 'content',
        filter,
        loader: async () => {
          const RelationCard = await requireParts(apis).loadRelationCard();
          return <RelationCard {...props} />;
        },
      }),
  });
}
