import { toIconElement } from '../components/app-icon.tsx';
import { ExtensionBoundary } from '../components/extension-boundary.tsx';
import type { ContentLoader } from '../components/lazy-content.tsx';
import type { RouteRef } from '../routing/route-ref.ts';
import type { TranslatedText } from '../translation/translated-text.ts';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import type { IconElement } from '../wiring/feature.ts';
import { optionalText } from '../wiring/optional-field.ts';

/** What a tab of a page is made of. */
export interface SubPageParams {
  /** Relative to the page, without a slash at the start. */
  path: string;
  title: string | TranslatedText;
  /** An element, or the key of an icon of the app. */
  icon?: string | IconElement;
  loader: ContentLoader;
  routeRef?: RouteRef;
}

/** Makes tabs of the plugin's page: `sub-page:<plugin id>/<name>`. Config: `path`, `title`. */
export const SubPageBlueprint = createExtensionBlueprint({
  kind: 'sub-page',
  attachTo: { relative: { kind: 'page' }, input: 'pages' },
  output: [
    coreExtensionData.routePath,
    coreExtensionData.reactElement,
    coreExtensionData.title,
    coreExtensionData.routeRef.optional(),
    coreExtensionData.icon.optional(),
  ],
  configSchema: { path: optionalText, title: optionalText },
  *factory(params: SubPageParams, { config, node }) {
    yield coreExtensionData.routePath(config.path ?? params.path);
    yield coreExtensionData.title(config.title ?? params.title);
    if (params.routeRef) yield coreExtensionData.routeRef(params.routeRef);
    if (params.icon) yield coreExtensionData.icon(toIconElement(params.icon));
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
  },
});
