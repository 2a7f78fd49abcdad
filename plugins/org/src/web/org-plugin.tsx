import {
  createFrontendPlugin,
  optionalField,
  PageBlueprint,
  translated,
  type ConfigField,
} from '@portico/frontend-plugin-api';
import { EntityCardBlueprint } from '@portico/plugin-catalog/react';
import { orgTranslationRef } from './org-translation.ts';
import { orgRouteRef } from './route.ts';

const flag = optionalField(value => typeof value === 'boolean', {
  expected: 'true or false',
  schema: { type: 'boolean' },
});
const aggregation: ConfigField<'direct' | 'aggregated' | undefined, 'direct' | 'aggregated' | undefined> =
  optionalField((value): value is 'direct' | 'aggregated' => value === 'direct' || value === 'aggregated', {
    expected: "'direct' or 'aggregated'",
    schema: { enum: ['direct', 'aggregated'] },
  });
const profileConfig = {
  maxRelations: optionalField((value): value is number => typeof value === 'number' && value > 0, {
    expected: 'a number above 0',
    schema: { type: 'number', exclusiveMinimum: 0 },
  }),
  hideIcons: flag,
};

const groupProfile = EntityCardBlueprint.makeWithOverrides({
  name: 'group-profile',
  configSchema: profileConfig,
  factory: (makeCard, { config }) =>
    makeCard({
      type: 'info',
      leads: true,
      filter: 'kind:group',
      loader: async () => {
        const { GroupProfileCard } = await import('./cards/profile-cards.tsx');
        return <GroupProfileCard {...config} />;
      },
    }),
});

const userProfile = EntityCardBlueprint.makeWithOverrides({
  name: 'user-profile',
  configSchema: profileConfig,
  factory: (makeCard, { config }) =>
    makeCard({
      type: 'info',
      leads: true,
      filter: 'kind:user',
      loader: async () => {
        const { UserProfileCard } = await import('./cards/profile-cards.tsx');
        return <UserProfileCard {...config} />;
      },
    }),
});

const members = EntityCardBlueprint.makeWithOverrides({
  name: 'members-list',
  configSchema: { initialRelationAggregation: aggregation, showAggregateMembersToggle: flag },
  factory: (makeCard, { config }) =>
    makeCard({
      type: 'content',
      filter: 'kind:group',
      loader: async () => {
        const { MembersCard } = await import('./cards/members-card.tsx');
        return <MembersCard {...config} />;
      },
    }),
});

const ownership = EntityCardBlueprint.makeWithOverrides({
  name: 'ownership',
  configSchema: {
    initialRelationAggregation: aggregation,
    showAggregateMembersToggle: flag,
    ownedKinds: optionalField(
      (value): value is string[] => Array.isArray(value) && value.every(kind => typeof kind === 'string'),
      { expected: 'a list of kinds', schema: { type: 'array', items: { type: 'string' } } },
    ),
  },
  factory: (makeCard, { config }) =>
    makeCard({
      type: 'content',
      filter: 'kind:group,user',
      loader: async () => {
        const { OwnershipCard } = await import('./cards/ownership-card.tsx');
        return <OwnershipCard {...config} />;
      },
    }),
});

const hierarchy = EntityCardBlueprint.make({
  name: 'hierarchy',
  params: { type: 'content', filter: 'kind:group', loader: () => import('./cards/hierarchy-card.tsx') },
});

/** People and groups: who they are, who belongs to whom, and what they own. */
export const orgPlugin = createFrontendPlugin({
  pluginId: 'org',
  info: { packageJson: () => import('../../package.json') },
  title: 'Organisation',
  routes: { root: orgRouteRef },
  extensions: [
    groupProfile,
    userProfile,
    members,
    ownership,
    hierarchy,
    PageBlueprint.make({
      params: {
        path: '/org',
        title: translated(orgTranslationRef, 'title'),
        icon: 'group',
        routeRef: orgRouteRef,
        noHeader: true,
        exact: true,
        loader: () => import('./page/org-page.tsx'),
      },
    }),
  ],
});
