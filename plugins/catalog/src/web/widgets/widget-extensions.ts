import { HomePageWidgetBlueprint } from '@portico/plugin-home/react';

/** Three in a row. */
const layout = { width: { defaultColumns: 4 } };

/** The widgets that the catalog brings to the start page. */
export const widgetExtensions = [
  HomePageWidgetBlueprint.make({
    name: 'starred-entities',
    params: {
      name: 'HomePageStarredEntities',
      title: 'Starred',
      description: 'The entities that you have starred',
      layout,
      components: async () => ({ Content: (await import('./starred-widget.tsx')).StarredWidget }),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'problems',
    params: {
      name: 'HomePageMyProblems',
      title: 'Mine with problems',
      description: 'What you or your teams own and what has errors or is orphaned',
      layout,
      components: async () => ({ Content: (await import('./owned-widgets.tsx')).ProblemsWidget }),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'team-components',
    params: {
      name: 'HomePageTeamComponents',
      title: "My teams' components",
      description: 'The components that your teams own',
      layout,
      components: async () => ({ Content: (await import('./owned-widgets.tsx')).TeamComponentsWidget }),
    },
  }),
];
