import { coreServices, createServiceFactory, createServiceRef } from '@portico/backend-plugin-api';
import { createSystemMetadata } from './system-metadata.ts';

/** A plugin or module, as older plugins are told of it. */
export interface InstalledFeature {
  type: 'plugin' | 'module';
  pluginId: string;
  moduleId?: string;
}

/** What is installed in this process and in those that discovery knows. */
export const rootSystemMetadataServiceFactory = createServiceFactory({
  service: coreServices.rootSystemMetadata,
  deps: { config: coreServices.rootConfig, instance: coreServices.rootInstanceMetadata },
  factory: createSystemMetadata,
});

/** What is installed in this process, under the id and in the form in which older plugins ask for it. */
export const instanceMetadataServiceFactory = createServiceFactory({
  service: createServiceRef<{ getInstalledFeatures(): InstalledFeature[] }>({ id: 'core.instanceMetadata' }),
  deps: { instance: coreServices.rootInstanceMetadata },
  async factory({ instance }) {
    const plugins = await instance.getInstalledPlugins();
    const features = plugins.flatMap(({ pluginId, modules }): InstalledFeature[] => [
      { type: 'plugin', pluginId },
      ...modules.map(({ moduleId }) => ({ type: 'module' as const, pluginId, moduleId })),
    ]);
    return { getInstalledFeatures: () => features };
  },
});

/** The services that tell what is installed: `core.rootSystemMetadata` and the older `core.instanceMetadata`. */
export const metadataServiceFactories = [rootSystemMetadataServiceFactory, instanceMetadataServiceFactory];
