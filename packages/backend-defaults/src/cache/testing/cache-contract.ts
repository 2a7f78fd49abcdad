import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PluginCaches } from '../cache-service.ts';

/** What plugins rely on in a cache, whatever the store. */
export function describeCache(
  name: string,
  open: () => Promise<AsyncDisposable & { caches: PluginCaches }>,
): void {
  describe(`the cache in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let caches: PluginCaches;
    beforeAll(async () => {
      opened = await open();
      caches = opened.caches;
    });
    afterAll(() => opened[Symbol.asyncDispose]());

    it('gives back what was set, until it is deleted', async () => {
      const cache = caches.forPlugin('one');
      expect(await cache.get('key')).toBeUndefined();
      await cache.set('key', { a: [1, null, 'ü'] });
      expect(await cache.get('key')).toEqual({ a: [1, null, 'ü'] });
      await cache.set('key', null);
      expect(await cache.get('key')).toBeNull();
      await cache.delete('key');
      expect(await cache.get('key')).toBeUndefined();
      await cache.delete('key');
    });

    it('keeps any JSON under any key, and plugins apart', async () => {
      const one = caches.forPlugin('one');
      const two = caches.forPlugin('two');
      const key = fc.oneof(fc.string(), fc.string({ minLength: 300, unit: 'binary' }));
      const property = fc.asyncProperty(key, fc.jsonValue(), async (given, value) => {
        await one.set(given, value);
        await two.set(given, 'of two');
        expect(await one.get(given)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(await two.get(given)).toBe('of two');
      });
      await fc.assert(property, { numRuns: 50 });
    });

    it('forgets after the time to live, be it given or the default', async () => {
      const cache = caches.forPlugin('ttl');
      const brief = cache.withOptions({ defaultTtl: { milliseconds: 100 } });
      const lasting = cache.withOptions({ defaultTtl: { hours: 1 } });
      await brief.set('default', 1);
      await lasting.set('lasting', 1);
      await cache.set('given', 1, { ttl: 100 });
      await brief.set('longer', 1, { ttl: { days: 40 } });
      await cache.set('for ever', 1);
      await vi.waitFor(async () => expect(await cache.get('default')).toBeUndefined());
      await vi.waitFor(async () => expect(await cache.get('given')).toBeUndefined());
      expect(await cache.get('lasting')).toBe(1);
      expect(await cache.get('longer')).toBe(1);
      expect(await cache.get('for ever')).toBe(1);
    });
  });
}
