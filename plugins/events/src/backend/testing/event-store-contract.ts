import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventStore } from '../event-store.ts';

const subject = 'plugin:test';

/** What the bus relies on in a store. */
export function describeEventStore(
  name: string,
  open: () => Promise<AsyncDisposable & { store: EventStore }>,
): void {
  describe(`the event store in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let store: EventStore;
    const publish = (topic: string, payload: unknown, notifiedSubscribers: string[] = []) =>
      store.publish({ topic, payload, subject, notifiedSubscribers });
    const readAll = async (id: string) => (await store.read(id)).map(event => event.payload);

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(async () => {
      await store.close();
      await opened[Symbol.asyncDispose]();
    });

    it('keeps only what a subscription wants, from when it began', async () => {
      expect(await publish('a', 'before')).toBe(false);
      await store.subscribe({ id: 'one', topics: ['a', 'b'], subject });
      expect(await publish('c', 'of no interest')).toBe(false);
      expect(await publish('a', { deep: [1, null] })).toBe(true);
      expect(await publish('b', 'second')).toBe(true);
      expect(await store.read('one')).toEqual([
        { topic: 'a', payload: { deep: [1, null] } },
        { topic: 'b', payload: 'second' },
      ]);
      expect(await store.read('one')).toEqual([]);
    });

    it('spares those who know already', async () => {
      await store.subscribe({ id: 'one', topics: ['a'], subject });
      await store.subscribe({ id: 'two', topics: ['a'], subject });
      expect(await publish('a', 'both know', ['one', 'two'])).toBe(false);
      expect(await publish('a', 'one knows', ['one'])).toBe(true);
      expect(await readAll('one')).toEqual([]);
      expect(await readAll('two')).toEqual(['one knows']);
    });

    it('gives each event once, in order, at most ten at a time, to readers at the same time', async () => {
      await store.subscribe({ id: 'shared', topics: ['a'], subject });
      const payloads = Array.from({ length: 45 }, (_, index) => index);
      for (const payload of payloads) await publish('a', payload);
      const batches = await Promise.all(Array.from({ length: 6 }, () => readAll('shared')));
      expect(Math.max(...batches.map(batch => batch.length))).toBe(10);
      expect(batches.flat().toSorted((a, b) => Number(a) - Number(b))).toEqual(payloads);
    });

    it('loses none that are published at the same time as they are read', async () => {
      await store.subscribe({ id: 'busy', topics: ['a'], subject });
      const received: unknown[] = [];
      let done = false;
      const reading = (async () => {
        for (;;) {
          const last = done;
          const batch = await readAll('busy');
          received.push(...batch);
          if (last && batch.length === 0) return;
        }
      })();
      const payloads = Array.from({ length: 100 }, (_, index) => index);
      await Promise.all(payloads.map(payload => publish('a', payload)));
      done = true;
      await reading;
      expect(received.toSorted((a, b) => Number(a) - Number(b))).toEqual(payloads);
    });

    it('keeps its place when the topics of a subscription change', async () => {
      await store.subscribe({ id: 'one', topics: ['a'], subject });
      await publish('a', 'first');
      await store.subscribe({ id: 'one', topics: ['a', 'b'], subject });
      await publish('b', 'second');
      expect(await readAll('one')).toEqual(['first', 'second']);
    });

    it('tells those who listen, and lets go of those who leave', async () => {
      await store.subscribe({ id: 'one', topics: ['a'], subject });
      const leaves = new AbortController();
      const updated = vi.fn();
      void (await store.listen('one', new AbortController().signal)).updated.then(updated);
      const left = (await store.listen('one', leaves.signal)).updated;
      leaves.abort();
      await left;
      expect(updated).not.toHaveBeenCalled();
      await publish('a', 'now');
      await vi.waitFor(() => expect(updated).toHaveBeenCalled());
    });

    it('knows no subscription that was not made', async () => {
      await expect(store.read('none')).rejects.toMatchObject({ name: 'NotFoundError' });
      const listening = store.listen('none', new AbortController().signal);
      await expect(listening).rejects.toMatchObject({ name: 'NotFoundError' });
    });
  });
}
