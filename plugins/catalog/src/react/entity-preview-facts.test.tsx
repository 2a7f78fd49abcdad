// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderInTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { entityLoaderApiRef } from '../react.ts';
import { EntityPreviewFacts } from './entity-preview-facts.tsx';

afterEach(cleanup);

const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-a' },
  spec: { profile: { displayName: 'The first team' } },
};
const shop = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
  spec: { type: 'service' },
  relations: ['group:default/team-a', 'group:default/gone'].map(targetRef => ({
    type: 'ownedBy',
    targetRef,
  })),
};

it('calls owners by their titles, and those that are not there by their names', async () => {
  renderInTestApp(
    <ThemeProvider variant="light">
      <EntityPreviewFacts entityRef="component:default/shop" entity={shop} />
    </ThemeProvider>,
    {
      apis: [
        testApi(entityLoaderApiRef, {
          loadSummary: async ref => (ref === 'group:default/team-a' ? team : null),
        }),
      ],
    },
  );
  await screen.findByText('The first team');
  expect(screen.getByText('gone')).toBeTruthy();
  expect(screen.queryByText('team-a')).toBeNull();
});
