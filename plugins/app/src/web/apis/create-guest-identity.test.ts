// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConfigReader, type JsonObject } from '@portico/config';
import { createDiscovery } from './create-discovery.ts';
import { createGuestIdentity } from './create-guest-identity.ts';

const reader = (data: JsonObject = {}) => createConfigReader([{ context: 'test', data }]);
const config = reader({ backend: { baseUrl: 'https://portal.example/base' } });
const discovery = createDiscovery(config);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the guest identity', () => {
  const answer = (token: string, expiresInSeconds: number) =>
    Response.json({
      profile: { displayName: 'Guest' },
      backstageIdentity: {
        token,
        expiresInSeconds,
        identity: { type: 'user', userEntityRef: 'user:default/guest', ownershipEntityRefs: [] },
      },
    });

  it('asks for a new token once, when the old one is about to end', async () => {
    vi.useFakeTimers();
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(answer('first', 3600));
    const identity = await createGuestIdentity(discovery);
    expect(await identity.getCredentials()).toEqual({ token: 'first' });
    vi.setSystemTime(Date.now() + 3_570_000);
    fetch.mockResolvedValueOnce(answer('second', 3600));
    const tokens = await Promise.all([identity.getCredentials(), identity.getCredentials()]);
    expect(tokens).toEqual([{ token: 'second' }, { token: 'second' }]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('asks for a new token once, when the backend has refused the present one', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(answer('first', 3600));
    const identity = await createGuestIdentity(discovery);
    fetch.mockResolvedValueOnce(answer('second', 3600));
    const refused = { refused: 'first' };
    await Promise.all([identity.getCredentials(refused), identity.getCredentials(refused)]);
    expect(await identity.getCredentials(refused)).toEqual({ token: 'second' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('says why guests are not let in', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(
      Response.json(
        { error: { name: 'NotAllowedError', message: 'No guests' }, response: { statusCode: 403 } },
        { status: 403 },
      ),
    );
    await expect(createGuestIdentity(discovery)).rejects.toMatchObject({ cause: { message: 'No guests' } });
  });
});
