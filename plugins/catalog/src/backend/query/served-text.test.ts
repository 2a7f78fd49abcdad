import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { createAttributeIndex } from './attribute-index.ts';
import { every, isOneOf, not } from './condition.ts';
import { createEntitySets } from './entity-sets.ts';
import { createLiveView } from './live-view.ts';
import { readServedText } from './served-text.ts';
import { createRandom, generateEntity } from './testing/generated-entities.ts';
import { openStoredCatalog, uidOf } from './testing/stored-catalog.ts';
import { readTextByRefs } from './text-by-refs.ts';

describe.each(['SQLITE_MEMORY', 'POSTGRES'] as const)('on %s', databaseId => {
  it('gives entities in the order that they are asked for in, and null for those that are not there', async () => {
    await using database = await createTestDatabases().init(databaseId);
    const stored = await openStoredCatalog(database.knex);
    const { db } = stored;
    const random = createRandom(3);
    const entities = new Map<string, Entity>();
    for (let index = 0; index < 120; index += 1) {
      const entity = generateEntity(random, index);
      entities.set(stringifyEntityRef(entity), { ...entity, relations: [] });
    }
    await stored.put([...entities.values()]);
    const rows = await db.all<{ id: number; ref: string }>('select id, ref from catalog_refs');
    const view = createLiveView(db);
    const sets = createEntitySets(view, createAttributeIndex(db, view));
    const frame = { before: '{"ä":[', after: ']}' };
    const isComponent = isOneOf('kind', ['component']);
    await sets.select(not(isComponent), [], () => undefined);

    for (let turn = 0; turn < 30; turn += 1) {
      const length = 1 + Math.floor(random() * 100);
      const picked = Array.from({ length }, () => rows[Math.floor(random() * (rows.length + 5))]);
      const refs = picked.map(row => row?.ref ?? 'component:default/nobody');
      const uids = refs.map(ref => (entities.has(ref) ? uidOf(entities.get(ref) as Entity) : null));
      const shown = refs.map((ref, index) => (ref.startsWith('component:') ? null : uids[index]));

      const byId = await readServedText(db, { ids: picked.map(row => row?.id ?? 0) }, frame);
      expect(uidsIn(byId?.text)).toEqual(uids);
      expect(byId?.seq).toBe(sets.seq);
      const byRef = await readTextByRefs(db, sets, { refs, condition: every, frame });
      expect(uidsIn(byRef)).toEqual(uids);
      const visible = await readTextByRefs(db, sets, { refs, condition: not(isComponent), frame });
      if (db.dialect !== 'sqlite') expect(visible).toBeUndefined();
      else if (uids.some(uid => uid !== null)) expect(uidsIn(visible)).toEqual(shown);
    }
  });
});

/** The uids of the entities in a text, as JSON has them. */
function uidsIn(text: string | Uint8Array | undefined): unknown {
  const json = typeof text === 'object' ? Buffer.from(text).toString() : (text ?? '');
  const { ä } = JSON.parse(json) as { ä: (Entity | null)[] };
  return ä.map(entity => entity?.metadata.uid ?? null);
}
