import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the devtools. */
export const devtoolsTranslationRef = createTranslationRef({
  id: 'devtools',
  messages: { title: 'Devtools' },
  translations: { de: () => import('./translations/de.ts') },
});
