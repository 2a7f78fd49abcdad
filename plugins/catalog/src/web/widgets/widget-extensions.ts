import { translated } from '@portico/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@portico/plugin-home/react';
import { catalogTranslationRef } from '../catalog-translation.ts';

/** Three in a row. */
const layout = { width: { defaultColumns: 4 } };

/** The widgets that the catalog brings to the start page. */
export const widgetExtensions = [
  HomePageWidgetBlueprint.make({
    name: 'starred-entities',
    params: {
      name: 'HomePageStarredEntities',
      title: translated(catalogTranslationRef, 'widget.starred'),
      description: translated(catalogTranslationRef, 'widget.starredHint'),
      layout,
      components: async () => ({ Content: (await import('./starred-widget.tsx')).StarredWidget }),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'problems',
    params: {
      name: 'HomePageMyProblems',
      title: translated(catalogTranslationRef, 'widget.problems'),
      description: translated(catalogTranslationRef, 'widget.problemsHint'),
      layout,
      components: async () => ({ Content: (await import('./owned-widgets.tsx')).ProblemsWidget }),
    },
  }),
  HomePageWidgetBlueprint.make({
    name: 'team-components',
    params: {
      name: 'HomePageTeamComponents',
      title: translated(catalogTranslationRef, 'widget.teamComponents'),
      description: translated(catalogTranslationRef, 'widget.teamComponentsHint'),
      layout,
      components: async () => ({ Content: (await import('./owned-widgets.tsx')).TeamComponentsWidget }),
    },
  }),
];
