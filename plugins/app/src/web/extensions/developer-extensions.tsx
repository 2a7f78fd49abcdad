import { SubPageBlueprint, translated } from '@portico/frontend-plugin-api';
import { appTranslationRef } from '../app-translation.ts';

/** What the shell adds to the page of the devtools: the tree of extensions, and the components. */
export const developerExtensions = [
  SubPageBlueprint.make({
    name: 'extensions',
    attachTo: { id: 'page:devtools', input: 'pages' },
    params: {
      path: 'extensions',
      title: translated(appTranslationRef, 'devtools.extensions'),
      loader: () => import('../tree/tree-page.tsx'),
    },
  }),
  SubPageBlueprint.make({
    name: 'ui',
    attachTo: { id: 'page:devtools', input: 'pages' },
    params: {
      path: 'ui',
      title: translated(appTranslationRef, 'devtools.components'),
      loader: () => import('../gallery/gallery-page.tsx'),
    },
  }),
];
