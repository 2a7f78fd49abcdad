import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the start page. */
export const homeTranslationRef = createTranslationRef({
  id: 'home',
  messages: {
    title: 'Home',
    welcomeTo: '{{organization}}',
    arrange: 'Arrange',
    done: 'Done',
    add: 'Add',
    restore: 'Reset',
    empty: 'Nothing here',
    emptyHint: 'Choose Arrange to add widgets.',
    earlier: 'Move {{title}} forward',
    later: 'Move {{title}} back',
    narrower: 'Make {{title}} narrower',
    wider: 'Make {{title}} wider',
    remove: 'Remove {{title}}',
    noVisits: 'The pages that you visit will stand here.',
    noLinks: 'Add links at home.quickLinks in the configuration.',
    widget: {
      recent: 'Recently visited',
      recentHint: 'The pages that you were at last',
      most: 'Most visited',
      mostHint: 'The pages that you are at most',
      links: 'Quick links',
      linksHint: 'Links that the organisation has chosen',
    },
    times_one: '{{count}} time',
    times_other: '{{count}} times',
  },
  translations: { de: () => import('./translations/de.ts') },
});
