import {
  coreExtensionData,
  createExtensionBlueprint,
  ExtensionBoundary,
  type ContentLoader,
} from '@portico/frontend-plugin-api';

/** Adds something to the right end of the line at the top, such as a bell: `top-bar-item:<plugin id>[/<name>]`. */
export const TopBarItemBlueprint = createExtensionBlueprint({
  kind: 'top-bar-item',
  attachTo: { id: 'app/layout', input: 'topBarItems' },
  output: [coreExtensionData.reactElement],
  factory: (params: { loader: ContentLoader }, { node }) => [
    coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader)),
  ],
});
