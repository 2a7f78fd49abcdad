import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the search. */
export const searchTranslationRef = createTranslationRef({
  id: 'search',
  messages: {
    title: 'Search',
    hint: 'A field that finds entities, pages and actions',
    field: 'Find services, APIs, people, pages',
  },
  translations: { de: () => import('./translations/de.ts') },
});
