import { describe, expect, it } from 'vitest';
import { createTokenCache } from './token-cache.ts';

describe('token cache', () => {
  it('uses an entry until it expires, and no longer than its age allows', async () => {
    let at = 0;
    let made = 0;
    const cache = createTokenCache<{ usableUntil: number }>({ now: () => at, maxAgeMs: 100 });
    const use = (usableUntil: number): Promise<unknown> =>
      cache.reuse('a', async () => {
        made++;
        return { usableUntil };
      });
    await use(50);
    at = 49;
    await use(50);
    expect(made).toBe(1);
    at = 50;
    await use(10_000);
    expect(made).toBe(2);
    at = 149;
    await use(10_000);
    expect(made).toBe(2);
    at = 150;
    await use(10_000);
    expect(made).toBe(3);
  });

  it('forgets failures, and what may be used once', async () => {
    const cache = createTokenCache<{ usableUntil: number }>();
    await expect(cache.reuse('a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    let made = 0;
    const once = async (): Promise<{ usableUntil: number }> => ({ usableUntil: made++ && 0 });
    await Promise.all([cache.reuse('a', once), cache.reuse('a', once)]);
    expect(made).toBe(1);
    await cache.reuse('a', once);
    expect(made).toBe(2);
  });

  it('forgets what says of no moment until when it may be used', async () => {
    const cache = createTokenCache<{ usableUntil: number }>();
    let made = 0;
    const unknown = async (): Promise<{ usableUntil: number }> => ({ usableUntil: (made++, NaN) });
    await cache.reuse('a', unknown);
    await cache.reuse('a', unknown);
    expect(made).toBe(2);
  });

  it('drops what was not used for longest', async () => {
    const cache = createTokenCache<{ usableUntil: number }>({ size: 2 });
    const made: string[] = [];
    const use = (key: string): Promise<unknown> =>
      cache.reuse(key, async () => {
        made.push(key);
        return { usableUntil: Infinity };
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await use(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});

it('does not take a long key for another that begins and ends like it', async () => {
  const cache = createTokenCache();
  const use = (middle: string) =>
    cache.reuse(`${'a'.repeat(100)}${middle}${'b'.repeat(100)}`, async () => ({
      usableUntil: Infinity,
      middle,
    }));
  for (const middle of ['1', '2', '1', '2']) expect(await use(middle)).toMatchObject({ middle });
});
