import { problemTexts } from '@portico/catalog-model';
import { createTranslationRef } from '@portico/frontend-plugin-api';

/** What is wrong with entities and their files, in words. */
export const problemTranslationRef = createTranslationRef({
  id: 'catalog.problems',
  messages: problemTexts,
  translations: { de: () => import('./translations/problems-de.ts') },
});
