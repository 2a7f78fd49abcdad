import { SubPageBlueprint } from '@portico/frontend-plugin-api';

/** What the shell adds to the page of the devtools: the tree of extensions, and the components. */
export const developerExtensions = [
  SubPageBlueprint.make({
    name: 'extensions',
    attachTo: { id: 'page:devtools', input: 'pages' },
    params: { path: 'extensions', title: 'Extensions', loader: () => import('../tree/tree-page.tsx') },
  }),
  SubPageBlueprint.make({
    name: 'ui',
    attachTo: { id: 'page:devtools', input: 'pages' },
    params: { path: 'ui', title: 'Components', loader: () => import('../gallery/gallery-page.tsx') },
  }),
];
