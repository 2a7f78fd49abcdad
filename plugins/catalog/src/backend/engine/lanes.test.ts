import type { SqliteFile, StatementRunner } from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';
import { createInternedNames } from '../database/interned-names.ts';
import { createLanes } from './lanes.ts';

function createWorld(file: Partial<SqliteFile>) {
  const untidy: unknown[] = [];
  const db: StatementRunner = {
    dialect: 'sqlite',
    all: async () => [],
    get: async () => undefined,
    run: async () => ({ changes: 0 }),
    runMany: async () => ({ changes: 0 }),
    transaction: work => work(db),
    file: { filename: ':memory:', lend: work => work(), checkpointIn: async () => undefined, ...file },
  };
  const lanes = createLanes(db, {
    relationTypes: createInternedNames('catalog_relation_types', 'type'),
    now: Date.now,
    onUntidy: error => untidy.push(error),
  });
  return { lanes, untidy };
}

it('stays on its own lane when the other cannot begin', async () => {
  const { lanes } = createWorld({ checkpointIn: async () => Promise.reject(new Error('locked')) });
  const own = lanes.current;
  await expect(lanes.take(10_000)).rejects.toThrow('locked');
  expect(lanes.current).toBe(own);
});

it('ends a mutation that is stored, though the file cannot be tidied up', async () => {
  const { lanes, untidy } = createWorld({
    checkpointIn: async thread => (thread === 'this' ? Promise.reject(new Error('no thread')) : undefined),
  });
  const own = lanes.current;
  {
    using lease = await lanes.take(10_000);
    expect(lanes.current).toBe(lease.lane);
  }
  expect(lanes.current).toBe(own);
  await lanes.stop();
  expect(untidy).toEqual([expect.objectContaining({ message: 'no thread' })]);
});

it('tidies up the file when nobody waits for it any more, and before it is lent again', async () => {
  const order: string[] = [];
  const tidied = Promise.withResolvers<void>();
  const { lanes, untidy } = createWorld({
    checkpointIn: async thread => {
      if (thread === 'this') await tidied.promise;
      order.push(thread);
    },
  });
  {
    using _lease = await lanes.take(10_000);
  }
  const next = lanes.take(10_000).then(lease => {
    order.push('taken');
    lease[Symbol.dispose]();
  });
  expect(order).toEqual(['other']);
  tidied.resolve();
  await next;
  await lanes.stop();
  expect(order).toEqual(['other', 'this', 'other', 'taken', 'this']);
  expect(untidy).toEqual([]);
});
