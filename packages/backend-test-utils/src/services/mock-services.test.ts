import { describe, expect, it } from 'vitest';
import { coreServices, type Credentials } from '@portico/backend-plugin-api';
import { createServiceFactoryTester, mockCredentials, mockServices, startTestBackend } from '../index.ts';

const allow = ['user', 'service', 'none'] as ('user' | 'service' | 'none')[];
const request = (headers: Record<string, string>) => ({ headers }) as never;

describe('mockServices', () => {
  it('has working factories for every service, that start together', async () => {
    const factories = Object.entries(mockServices).filter(
      ([name]) => !/^(discovery|rootHttpRouter)$/.test(name),
    );
    await using backend = await startTestBackend({
      features: factories.map(([, service]) => service.factory()),
    });
    expect((await fetch(`${backend.url}/api/unknown`)).status).toBe(404);
  });

  it('mocks record calls, do what they are told, and are known to expect', async () => {
    for (const { mock } of Object.values(mockServices)) expect(mock().factory).toHaveProperty('service');
    const cache = mockServices.cache.mock({ get: async () => 'kept' as never });
    expect(await cache.get('key')).toBe('kept');
    expect(await cache.set('key', 1)).toBeUndefined();
    cache.delete.mockRejectedValue(new Error('no'));
    await expect(cache.delete('key')).rejects.toThrow('no');
    expect(cache.get).toHaveBeenCalledWith('key');
    expect(cache.set).toHaveBeenCalledTimes(1);
    expect(cache.set.mock.lastCall).toEqual(['key', 1]);
    expect(cache.get.mockClear()).not.toHaveBeenCalled();
  });

  it('make a configuration that can be changed', () => {
    const config = mockServices.rootConfig({ data: { a: { b: 1 } } });
    let changes = 0;
    const subscription = config.subscribe?.(() => (changes += 1));
    const child = config.getConfig('a');
    config.update({ data: { a: { b: 2 } } });
    subscription?.unsubscribe();
    config.update({ data: { a: { b: 3 } } });
    expect([changes, config.getNumber('a.b'), child.getNumber('b')]).toEqual([1, 3, 3]);
  });

  it('issue and take tokens as the real services do', async () => {
    const auth = mockServices.auth({ pluginId: 'catalog' });
    const user = mockCredentials.user('user:default/ann', { actor: { subject: 'plugin:search' } });
    const token = (user as Credentials & { token: string }).token;
    expect(token).toBe('mock-user-token:{"sub":"user:default/ann","actor":{"subject":"plugin:search"}}');
    expect(await auth.authenticate(token)).toEqual(user);
    expect(JSON.stringify(user)).not.toContain('mock-user-token');
    expect(`${user as unknown as string}`).toBe(
      'mockCredentials{userPrincipal{user:default/ann,actor={plugin:search}}}',
    );
    const limited = await auth.getLimitedUserToken(mockCredentials.user());
    await expect(auth.authenticate(limited.token)).rejects.toThrow('Limited user token is not allowed');
    expect(await auth.authenticate(limited.token, { allowLimitedAccess: true })).toEqual(
      mockCredentials.limitedUser(),
    );
    const call = { onBehalfOf: await auth.getOwnServiceCredentials(), targetPluginId: 'catalog' };
    expect(await auth.authenticate((await auth.getPluginRequestToken(call)).token)).toEqual(
      mockCredentials.service('plugin:catalog'),
    );
    await expect(auth.getPluginRequestToken({ ...call, onBehalfOf: mockCredentials.none() })).rejects.toThrow(
      "Refused to issue service token for credential type 'none'",
    );
    for (const refused of [mockCredentials.service.invalidToken(), '', 'eyJ', 'mock-user-token:[1']) {
      await expect(auth.authenticate(refused)).rejects.toMatchObject({ name: 'AuthenticationError' });
    }
  });

  it('read credentials from headers, cookies and the default', async () => {
    const httpAuth = mockServices.httpAuth({ defaultCredentials: mockCredentials.service() });
    expect(await httpAuth.credentials(request({}), { allow })).toEqual(mockCredentials.service());
    const cookie = mockCredentials.limitedUser.cookie('user:default/ann');
    expect(await httpAuth.credentials(request({ cookie }), { allow, allowLimitedAccess: true })).toEqual(
      mockCredentials.user('user:default/ann'),
    );
    const authorization = mockCredentials.none.header();
    expect(await httpAuth.credentials(request({ authorization }))).toEqual(mockCredentials.none());
  });

  it('schedule tasks that run when told', async () => {
    const scheduler = mockServices.scheduler();
    let runs = 0;
    const task = { id: 'a', frequency: { trigger: 'manual' as const }, timeout: { minutes: 1 } };
    await scheduler.scheduleTask({ ...task, fn: () => void (runs += 1) });
    const ended = scheduler.waitForTask('a');
    await scheduler.triggerTask('a');
    await ended;
    expect(runs).toBe(1);
    await expect(scheduler.triggerTask('b')).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(scheduler.cancelTask('a')).rejects.toMatchObject({ name: 'ConflictError' });
  });
});

describe('createServiceFactoryTester', () => {
  it('makes the service under test, with what it depends on', async () => {
    const tester = createServiceFactoryTester(mockServices.auth.factory());
    const auth = await tester.getSubject('catalog');
    expect(await auth.getOwnServiceCredentials()).toEqual(mockCredentials.service('plugin:catalog'));
    const config = await tester.getService(coreServices.rootConfig);
    expect(config.keys()).toEqual([]);
    const own = mockServices.rootConfig.factory({ data: { a: 1 } });
    const given = createServiceFactoryTester(mockServices.auth.factory(), { dependencies: [own] });
    expect((await given.getService(coreServices.rootConfig)).keys()).toEqual(['a']);
  });
});
