import { describe, expect, it } from 'vitest';
import { createRemoteKeys } from './remote-keys.ts';
import { createKey, createTokenWorld } from './testing/token-world.ts';

const path = '/api/auth/.well-known/jwks.json';

describe('keys over HTTP', () => {
  it('are loaded again after five minutes', async () => {
    await using world = await createTokenWorld();
    let at = Date.now();
    const find = createRemoteKeys({ getUrl: async () => world.url + path, now: () => at });
    const removed = world.userKeys[0]!;
    const header = { alg: 'ES256', kid: removed.kid };
    await find(header, {} as never);
    world.userKeys.splice(0, 1, await createKey());
    at += 299_000;
    await find(header, {} as never);
    at += 2_000;
    await expect(find(header, {} as never)).rejects.toThrow('no applicable key');
  });

  it('serve for ten minutes while their source fails, which is asked less and less often', async () => {
    await using world = await createTokenWorld();
    let at = Date.now();
    const find = createRemoteKeys({ getUrl: async () => world.url + path, now: () => at });
    const header = { alg: 'ES256', kid: world.userKeys[0]!.kid };
    await find(header, {} as never);
    world.failures.set(path, 500);
    at += 301_000;
    for (let second = 0; second < 60; second++) {
      await find(header, {} as never);
      at += 1_000;
    }
    expect(world.requests.get(path)).toBeLessThan(12);
    at += 300_000;
    await expect(find(header, {} as never)).rejects.toThrow(/Cannot load the keys.*status 500/);
    world.failures.clear();
    at += 30_000;
    await find(header, {} as never);
  });
});
