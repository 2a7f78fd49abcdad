import { createCatalogClient } from '@portico/catalog-client';
import { ApiBlueprint, discoveryApiRef, fetchApiRef, storageApiRef } from '@portico/frontend-plugin-api';
import { catalogPartsApiRef } from '../react/catalog-parts-api.ts';
import { catalogApiRef } from '../react/catalog-api.ts';
import { entityLoaderApiRef } from '../react/entity-loader-api.ts';
import { entityPresentationApiRef } from '../react/entity-presentation-api.ts';
import { starredEntitiesApiRef } from '../react/starred-entities-api.ts';
import { createEntityLoader } from './create-entity-loader.ts';
import { createEntityPresentation } from './create-entity-presentation.ts';
import { createStarredEntities } from './create-starred-entities.ts';

/** The utility APIs of the catalog. */
export const apiExtensions = [
  ApiBlueprint.make({
    params: define =>
      define({
        api: catalogApiRef,
        deps: { discovery: discoveryApiRef, fetchApi: fetchApiRef },
        factory: ({ discovery, fetchApi }) => createCatalogClient({ discovery, fetch: fetchApi.fetch }),
      }),
  }),
  ApiBlueprint.make({
    name: 'entity-loader',
    params: define =>
      define({
        api: entityLoaderApiRef,
        deps: { catalog: catalogApiRef },
        factory: ({ catalog }) => createEntityLoader(catalog),
      }),
  }),
  ApiBlueprint.make({
    name: 'entity-presentation',
    params: define =>
      define({
        api: entityPresentationApiRef,
        deps: { loader: entityLoaderApiRef },
        factory: ({ loader }) => createEntityPresentation(loader),
      }),
  }),
  ApiBlueprint.make({
    name: 'starred-entities',
    params: define =>
      define({
        api: starredEntitiesApiRef,
        deps: { storage: storageApiRef },
        factory: ({ storage }) => createStarredEntities(storage),
      }),
  }),
  ApiBlueprint.make({
    name: 'parts',
    params: define =>
      define({
        api: catalogPartsApiRef,
        deps: {},
        factory: () => ({
          loadEntityListPage: async () => (await import('./index-page/entity-list-page.tsx')).EntityListPage,
          loadRelationCard: async () => (await import('./entity-cards/relation-card.tsx')).RelationCard,
        }),
      }),
  }),
];
