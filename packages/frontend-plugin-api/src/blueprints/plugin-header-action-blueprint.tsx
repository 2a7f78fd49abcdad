import { ExtensionBoundary } from '../components/extension-boundary.tsx';
import { toComponent, type ContentLoader } from '../components/lazy-content.tsx';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';

/** Makes actions in the headers of the plugin's pages: `plugin-header-action:<plugin id>[/<name>]`. */
export const PluginHeaderActionBlueprint = createExtensionBlueprint({
  kind: 'plugin-header-action',
  attachTo: { id: 'api:app/plugin-header-actions', input: 'actions' },
  output: [coreExtensionData.reactElement],
  *factory(params: { loader: ContentLoader }, { node }) {
    const Action = ExtensionBoundary.lazyComponent(node, async () => toComponent(await params.loader()), {
      errorPresentation: 'error-api',
    });
    yield coreExtensionData.reactElement(<Action key={node.spec.id} />);
  },
});
