import type { Config } from '@portico/config';
import {
  bootReportServiceRef,
  coreServices,
  createServiceFactory,
  type BootReport,
} from '@portico/backend-plugin-api';
import { createBootFailurePolicy, type BootFailurePolicy } from './boot-failure-policy.ts';
import { checkWiring } from './check-wiring.ts';
import { collectExtensionPoints, type ExtensionPointOffer } from './extension-points.ts';
import { createInstalledPluginsFactory } from './installed-plugins.ts';
import type { Participant } from './participant.ts';
import { readServiceFactory } from './read-feature.ts';
import { refuseFaults } from './refuse-faults.ts';
import { resolveFeatures } from './resolve-features.ts';
import type { ServiceFactories } from './service-factories.ts';
import type { ServiceInstances } from './service-instances.ts';
import type { WiringFault } from './wiring-fault.ts';

/** A start that can be gone through with. */
export interface StartPlan {
  participants: Participant[];
  offers: ReadonlyMap<string, ExtensionPointOffer>;
  /** Faults of plugins and modules that are permitted to fail: they are not started. */
  permittedFaults: WiringFault[];
  /** Reads the configuration. */
  readPolicy(): Promise<BootFailurePolicy>;
}

/** Reads features and checks how they fit together. Throws all faults that are not permitted, together. */
export async function planStart(options: {
  features: readonly unknown[];
  factories: ServiceFactories;
  instances: ServiceInstances;
  getBootReport(): BootReport;
}): Promise<StartPlan> {
  const { factories, instances } = options;
  const readPolicy = async () =>
    createBootFailurePolicy((await instances.get(coreServices.rootConfig)) as Config | undefined);

  const { participants, faults, unreadable } = await resolveFeatures(options);
  if (unreadable.length > 0) await refuseFaults([...unreadable, ...faults], readPolicy);

  provideOwnServices(options, participants);
  const { offers, faults: duplicates } = collectExtensionPoints(participants);
  faults.push(...duplicates, ...(await checkWiring({ participants, offers, factories })));
  await refuseFaults(faults, readPolicy);
  return { participants, offers, permittedFaults: faults, readPolicy };
}

/** Adds the services that only the initializer can provide, unless others were added in their place. */
function provideOwnServices(
  { factories, getBootReport }: { factories: ServiceFactories; getBootReport(): BootReport },
  participants: readonly Participant[],
): void {
  const bootReport = createServiceFactory({
    service: bootReportServiceRef,
    deps: {},
    factory: () => ({ getBootReport }),
  });
  for (const factory of [createInstalledPluginsFactory(participants), bootReport]) {
    if (!factories.wasAdded(factory.service.id))
      factories.add(readServiceFactory(factory, 'own service factories'));
  }
}
