import { translated } from '@portico/frontend-plugin-api';
import { EntityContentBlueprint } from '../../react.ts';
import { entityCards } from '../entity-cards/card-extensions.tsx';
import { entityPage } from './entity-page-extension.tsx';
import { entityTranslationRef } from './entity-translation.ts';
import { entityMenuItems } from './menu-items.tsx';
import { overview } from './overview-extension.tsx';
import { whyRouteRef } from './use-why-path.ts';

/** The page of an entity, with its own tabs, cards and menu. */
export const entityPageExtensions = [
  entityPage,
  overview,
  EntityContentBlueprint.make({
    name: 'why',
    params: {
      path: '/why',
      title: translated(entityTranslationRef, 'tab.why'),
      icon: 'help',
      routeRef: whyRouteRef,
      loader: () => import('../entity-why/why-tab.tsx'),
    },
  }),
  ...entityCards,
  ...entityMenuItems,
];
