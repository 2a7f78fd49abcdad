import { createFrontendPlugin, translated } from '@portico/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@portico/plugin-home/react';
import { searchTranslationRef } from './search-translation.ts';

/** The field on the start page that opens the search. */
export default createFrontendPlugin({
  pluginId: 'search',
  info: { packageJson: () => import('../../package.json') },
  title: 'Search',
  extensions: [
    HomePageWidgetBlueprint.make({
      name: 'search-bar',
      params: {
        name: 'HomePageSearchBar',
        title: translated(searchTranslationRef, 'title'),
        description: translated(searchTranslationRef, 'hint'),
        layout: { width: { minColumns: 4, defaultColumns: 12 } },
        components: async () => ({ Content: (await import('./search-bar.tsx')).SearchBar, isBare: true }),
      },
    }),
  ],
});
