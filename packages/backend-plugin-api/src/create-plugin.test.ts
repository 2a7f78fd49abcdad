import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
  type RegistrationsFeature,
} from './index.ts';

interface Greetings {
  add(greeting: string): void;
}
const greetings = createExtensionPoint<Greetings>({ id: 'greeter.greetings' });
const handlers = createServiceRef<() => string>({ id: 'greeter.handlers', multiton: true });

function registrationsOf(feature: unknown) {
  return (feature as RegistrationsFeature).getRegistrations();
}

describe('createBackendPlugin', () => {
  it('registers extension points and one init, and infers what init is given', () => {
    const plugin = createBackendPlugin({
      pluginId: 'greeter',
      register(env) {
        env.registerExtensionPoint(greetings, { add: () => undefined });
        env.registerInit({
          deps: { logger: coreServices.logger, handlers },
          init({ logger, handlers: given }) {
            expectTypeOf(logger).toEqualTypeOf<LoggerService>();
            expectTypeOf(given).toEqualTypeOf<(() => string)[]>();
          },
        });
      },
    });

    const [registration] = registrationsOf(plugin);
    expect(registration).toMatchObject({ type: 'plugin-v1.1', pluginId: 'greeter', connections: [] });
    expect(registration?.extensionPoints.map(point => point.extensionPoint.id)).toEqual([
      'greeter.greetings',
    ]);
    expect(Object.keys(registration?.init.deps ?? {})).toEqual(['logger', 'handlers']);
  });

  it('gives a module the implementation of the slot it names', () => {
    const module = createBackendModule({
      pluginId: 'greeter',
      moduleId: 'english',
      register(env) {
        env.registerInit({
          deps: { slot: greetings },
          init({ slot }) {
            expectTypeOf(slot).toEqualTypeOf<Greetings>();
          },
        });
      },
    });
    expect(registrationsOf(module)[0]).toMatchObject({ type: 'module-v1.1', moduleId: 'english' });
  });

  it('registers anew for each backend that it is added to', () => {
    const plugin = createBackendPlugin({
      pluginId: 'a',
      register(env) {
        const greeters: string[] = [];
        env.registerExtensionPoint(greetings, { add: name => void greeters.push(name) });
        env.registerInit({ deps: {}, init: () => undefined });
      },
    });
    const [first, second] = [registrationsOf(plugin)[0], registrationsOf(plugin)[0]];
    expect(first).not.toBe(second);
  });

  it.each(['', '1st', 'a b', 'a/b', '-a', 'a--b'])('refuses the id %j', pluginId => {
    expect(() => createBackendPlugin({ pluginId, register: () => undefined })).toThrow('Invalid plugin id');
  });

  it('says when init is missing, repeated or too early', () => {
    const plugin = (register: Parameters<typeof createBackendPlugin>[0]['register']) => () =>
      registrationsOf(createBackendPlugin({ pluginId: 'a', register }));
    const init = { deps: {}, init: () => undefined };

    expect(plugin(() => undefined)).toThrow("registerInit was not called by register in plugin 'a'");
    expect(
      plugin(env => {
        env.registerInit(init);
        env.registerInit(init);
      }),
    ).toThrow('registerInit called twice');
    expect(
      plugin(env => {
        env.registerInit(init);
        env.registerExtensionPoint(greetings, { add: () => undefined });
      }),
    ).toThrow('registerExtensionPoint called after registerInit');
  });
});

describe('createServiceFactory', () => {
  it('infers dependencies and root context', () => {
    const factory = createServiceFactory({
      service: coreServices.logger,
      deps: { rootLogger: coreServices.rootLogger, plugin: coreServices.pluginMetadata },
      createRootContext: ({ rootLogger }) => ({ rootLogger, started: 1 }),
      factory({ plugin }, context) {
        expectTypeOf(context.started).toEqualTypeOf<number>();
        return context.rootLogger.child({ plugin: plugin.getId() });
      },
    });
    expect(factory).toMatchObject({ $$type: '@backstage/BackendFeature', featureType: 'service' });
    expect(`${factory.service as unknown as string}`).toBe('serviceRef{core.logger}');
  });
});
