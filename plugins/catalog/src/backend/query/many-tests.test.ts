import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import { createAttributeIndex } from './attribute-index.ts';
import type { Condition } from './condition.ts';
import { createEntitySets } from './entity-sets.ts';
import { findEntityByRef } from './find-entities.ts';
import { createLiveView } from './live-view.ts';
import { openStoredCatalog } from './testing/stored-catalog.ts';

it('finds one entity by its ref, whatever the number of tests that it has to meet', async () => {
  await using database = await createTestDatabases().init('SQLITE_MEMORY');
  const { db, put } = await openStoredCatalog(database.knex);
  await put(
    ['a', 'b'].map(name => ({ apiVersion: 'a/v1', kind: 'K', metadata: { name }, spec: { owner: name } })),
  );
  const view = createLiveView(db);
  const sets = createEntitySets(view, createAttributeIndex(db, view));
  const condition: Condition = {
    op: 'any',
    of: ['a', ...Array.from({ length: 3_000 }, (_, index) => `team-${index}`)].map(value => ({
      op: 'is',
      key: 'spec.owner',
      value,
    })),
  };
  await sets.select({ op: 'every' }, [], () => undefined);
  expect(await findEntityByRef(db, 'k:default/a', condition, sets)).toMatchObject({ ref: 'k:default/a' });
  expect(await findEntityByRef(db, 'k:default/b', condition, sets)).toBeUndefined();
  await expect(async () => sets.select(condition, [], () => undefined)).rejects.toThrow(
    '3001 different tests',
  );
});
