import { actionsRegistryServiceFactory } from './actions-registry.ts';
import { actionsServiceFactory } from './actions-service.ts';

export { actionsRegistryServiceFactory } from './actions-registry.ts';
export { actionsServiceFactory } from './actions-service.ts';

/** The services that offer, list and invoke actions: `alpha.core.actions` and `alpha.core.actionsRegistry`. */
export const actionsServiceFactories = [actionsServiceFactory, actionsRegistryServiceFactory];
