import { permissionsRegistryServiceFactory } from './permissions-registry.ts';
import { permissionsServiceFactory } from './permissions-service.ts';

export { permissionsRegistryServiceFactory } from './permissions-registry.ts';
export { permissionsServiceFactory } from './permissions-service.ts';

/** The services that ask the policy and publish permissions: `core.permissions` and `core.permissionsRegistry`. */
export const permissionsServiceFactories = [permissionsServiceFactory, permissionsRegistryServiceFactory];
