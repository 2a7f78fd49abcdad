import {
  ApiBlueprint,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendPlugin,
  resolveExtensionDefinition,
  type FrontendPlugin,
  type InstallableExtension,
} from '@portico/frontend-plugin-api';

/** The extension that everything else is attached to: `root`, with the inputs `app` and `apis`. */
export function createRootExtension(): InstallableExtension {
  const definition = createExtension({
    attachTo: { id: 'root', input: 'nowhere' },
    inputs: {
      app: createExtensionInput([coreExtensionData.reactElement], { singleton: true }),
      apis: createExtensionInput([ApiBlueprint.dataRefs.factory], {
        replaces: [{ id: 'app', input: 'apis' }],
      }),
    },
    output: [coreExtensionData.reactElement],
    factory: ({ inputs }) => [coreExtensionData.reactElement(inputs.app.get(coreExtensionData.reactElement))],
  });
  // What was made here has the structure of what is made here.
  return resolveExtensionDefinition(definition, 'root') as unknown as InstallableExtension;
}

/** The plugin that owns the root when the app has no plugin `app`. */
export function createEmptyAppPlugin(): FrontendPlugin {
  return createFrontendPlugin({ pluginId: 'app' }) as FrontendPlugin;
}
