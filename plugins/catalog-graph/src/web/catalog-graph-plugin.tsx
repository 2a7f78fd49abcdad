import { ApiBlueprint, createFrontendPlugin, PageBlueprint, translated } from '@portico/frontend-plugin-api';
import { EntityCardBlueprint } from '@portico/plugin-catalog/react';
import { defaultRelationPairs } from '../graph-options.ts';
import { catalogGraphApiRef } from '../react/catalog-graph-api.ts';
import { catalogGraphRouteRef } from '../react/route.ts';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import { cardConfig, initialOptions, pageConfig } from './config-fields.ts';

const page = PageBlueprint.makeWithOverrides({
  configSchema: pageConfig,
  factory: (makePage, { config }) =>
    makePage({
      path: '/catalog-graph',
      title: translated(catalogGraphTranslationRef, 'title'),
      icon: 'graph',
      routeRef: catalogGraphRouteRef,
      noHeader: true,
      exact: true,
      loader: async () => {
        const { GraphPage } = await import('./graph-page.tsx');
        const { kinds, relations, relationPairs } = config;
        return <GraphPage initial={initialOptions(config)} choice={{ kinds, relations, relationPairs }} />;
      },
    }),
});

const card = EntityCardBlueprint.makeWithOverrides({
  name: 'relations',
  configSchema: cardConfig,
  factory: (makeCard, { config }) =>
    makeCard({
      type: 'content',
      loader: async () => {
        const { RelationsCard } = await import('./relations-card.tsx');
        return <RelationsCard {...config} />;
      },
    }),
});

/** The map of relations, and what it knows of them. */
export const catalogGraphPlugin = createFrontendPlugin({
  pluginId: 'catalog-graph',
  info: { packageJson: () => import('../../package.json') },
  title: 'Catalog graph',
  routes: { catalogGraph: catalogGraphRouteRef },
  extensions: [
    page,
    card,
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogGraphApiRef,
          deps: {},
          factory: () => {
            const knownRelations = defaultRelationPairs.flat();
            return {
              knownRelations,
              knownRelationPairs: defaultRelationPairs,
              defaultRelations: knownRelations,
            };
          },
        }),
    }),
  ],
});
