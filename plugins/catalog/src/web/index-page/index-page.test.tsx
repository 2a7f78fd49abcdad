// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { QueryEntitiesRequest, QueryEntitiesResponse } from '@portico/catalog-client';
import { AppRootWrapperBlueprint, createFrontendModule } from '@portico/frontend-plugin-api';
import { mockApis, renderTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { CatalogFacet, catalogApiRef, CatalogFilterBlueprint } from '../../react.ts';
import { catalogPlugin } from '../catalog-plugin.tsx';

afterEach(cleanup);

const field = 'metadata.labels.tier';
const tierFilter = CatalogFilterBlueprint.make({
  name: 'tier',
  params: {
    rule: {
      param: 'tier',
      title: 'Tier',
      fields: [field],
      toPredicate: ([tier]) => (tier === undefined ? undefined : { [field]: tier }),
    },
    loader: async () => <CatalogFacet param="tier" title="Tier" field={field} />,
  },
});

const nothing: QueryEntitiesResponse = { items: [], totalItems: 0, pageInfo: {} };

function renderCatalog(
  path: string,
  queryEntities: (question: QueryEntitiesRequest) => Promise<QueryEntitiesResponse>,
): void {
  renderTestApp({
    features: [
      catalogPlugin,
      createFrontendModule({ pluginId: 'catalog', extensions: [tierFilter] }),
      createFrontendModule({
        pluginId: 'app',
        extensions: [
          AppRootWrapperBlueprint.make({
            params: {
              component: ({ children }) => <ThemeProvider variant="light">{children}</ThemeProvider>,
            },
          }),
        ],
      }),
    ],
    initialRouteEntries: [path],
    apis: [
      mockApis.identity({}),
      testApi(catalogApiRef, {
        queryEntities: (question = {}) => queryEntities(question),
        getEntityFacets: async ({ facets }) => ({
          facets: Object.fromEntries(
            facets.map(name => [name, name === field ? [{ value: '1', count: 4 }] : []]),
          ),
        }),
      }),
    ],
  });
}

describe('the list of entities', () => {
  it('is not called empty before it is known whether there are other kinds', async () => {
    const others = Promise.withResolvers<QueryEntitiesResponse>();
    const asked = vi.fn<() => void>();
    renderCatalog('/catalog', async question => {
      if (question.limit !== 0 || 'query' in question) return nothing;
      asked();
      return others.promise;
    });
    await waitFor(() => expect(asked).toHaveBeenCalled());
    expect(screen.queryByText('The catalog is empty')).toBeNull();
    others.resolve({ ...nothing, totalItems: 3 });
    await screen.findByText('Nothing matches');
  });

  it('takes filters of other plugins', async () => {
    const questions: QueryEntitiesRequest[] = [];
    renderCatalog('/catalog?filters[tier]=1', async question => {
      questions.push(question);
      return nothing;
    });
    const box = await screen.findByRole('checkbox', { name: '1 4' });
    expect(box).toHaveProperty('checked', true);
    expect(questions[0]).toMatchObject({ query: { $all: [{ kind: 'component' }, { [field]: '1' }] } });
    await screen.findByText('Components');
    (await screen.findByRole('button', { name: 'Search all kinds' })).click();
    await waitFor(() => expect(questions.at(-1)).toMatchObject({ query: { [field]: '1' } }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Search all kinds' })).toBeNull());
    box.click();
    await waitFor(() => expect(questions.at(-1)).not.toMatchObject({ query: { [field]: '1' } }));
  });
});
