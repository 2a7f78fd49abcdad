import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of what other plugins draw entities with. */
export const catalogReactTranslationRef = createTranslationRef({
  id: 'catalog-react',
  messages: {
    star: 'Star {{name}}',
    unstar: 'Take the star from {{name}}',
    owner: 'Owner',
    type: 'Type',
    lifecycle: 'Lifecycle',
    state: 'State',
    withErrors_one: '{{count}} error',
    withErrors_other: '{{count}} errors',
    fine: 'No errors',
    missing: "'{{ref}}' is not in the catalog, or you may not see it.",
    more: '{{count}} more',
    none: 'None',
    kind: {
      component: 'Component',
      api: 'API',
      resource: 'Resource',
      system: 'System',
      domain: 'Domain',
      group: 'Group',
      user: 'User',
      template: 'Template',
      location: 'Location',
    },
  },
  translations: { de: () => import('./translations/de.ts') },
});
