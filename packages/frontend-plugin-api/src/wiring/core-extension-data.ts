import type { JSX } from 'react';
import type { RouteRef } from '../routing/route-ref.ts';
import type { TranslatedText } from '../translation/translated-text.ts';
import { createExtensionDataRef } from './extension-data.ts';
import type { IconElement } from './feature.ts';

/** The data that extensions of all kinds exchange. */
export const coreExtensionData = {
  /** What is drawn. */
  reactElement: createExtensionDataRef<JSX.Element>().with({ id: 'core.reactElement' }),
  /** A path below that of the parent. */
  routePath: createExtensionDataRef<string>().with({ id: 'core.routing.path' }),
  /** The ref that leads to the path. */
  routeRef: createExtensionDataRef<RouteRef>().with({ id: 'core.routing.ref' }),
  /** The words are told by `useText`. */
  title: createExtensionDataRef<string | TranslatedText>().with({ id: 'core.title' }),
  /** Begins to load what is drawn, and what that will ask servers for, before it is drawn. Once is enough. */
  preload: createExtensionDataRef<() => void>().with({ id: 'portico.preload' }),
  /** Parameters of other pages' addresses that make them belong to this entry of the navigation. */
  covers: createExtensionDataRef<Readonly<Record<string, string>>>().with({ id: 'portico.covers' }),
  /** An icon of 24 by 24 pixels. */
  icon: createExtensionDataRef<IconElement>().with({ id: 'core.icon' }),
};
