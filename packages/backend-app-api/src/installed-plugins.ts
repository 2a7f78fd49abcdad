import { coreServices, createServiceFactory, type ServiceFactory } from '@portico/backend-plugin-api';
import type { Participant } from './participant.ts';

/** Provides `core.rootInstanceMetadata`: the plugins of this process with their modules. Modules of absent plugins are not told. */
export function createInstalledPluginsFactory(participants: readonly Participant[]): ServiceFactory {
  const pluginIds = participants
    .filter(({ moduleId }) => moduleId === undefined)
    .map(({ pluginId }) => pluginId);
  const installed = Object.freeze(
    [...new Set(pluginIds)].map(pluginId => describePlugin(pluginId, participants)),
  );
  return createServiceFactory({
    service: coreServices.rootInstanceMetadata,
    deps: {},
    factory: () => ({ getInstalledPlugins: async () => installed }),
  });
}

function describePlugin(
  pluginId: string,
  participants: readonly Participant[],
): { readonly pluginId: string; readonly modules: readonly { readonly moduleId: string }[] } {
  const modules = participants
    .filter(participant => participant.pluginId === pluginId)
    .flatMap(({ moduleId }) => (moduleId === undefined ? [] : Object.freeze({ moduleId })));
  return Object.freeze({ pluginId, modules: Object.freeze(modules) });
}
