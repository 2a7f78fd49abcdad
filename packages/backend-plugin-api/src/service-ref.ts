/** Whether a service exists once in the process, or once for each plugin. */
export type ServiceScope = 'root' | 'plugin';

/** Names a service and carries the type of its implementation. References are compared by `id`. */
export interface ServiceRef<
  TService,
  TScope extends ServiceScope = ServiceScope,
  TInstances extends 'singleton' | 'multiton' = 'singleton' | 'multiton',
> {
  id: string;
  scope: TScope;
  /** With several implementations: those who depend on it are given all of them, as a list. */
  multiton?: TInstances extends 'multiton' ? true : false;
  T: TService;
  $$type: '@backstage/ServiceRef';
}

/** The implementations that a dependency on a service yields: itself, or a list for a multiton. */
export type ServiceOf<TRef> =
  TRef extends ServiceRef<infer TService, ServiceScope, infer TInstances>
    ? 'multiton' extends TInstances
      ? TService[]
      : TService
    : never;
