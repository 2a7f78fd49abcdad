import type { StatementRunner } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import { scheduleChecks } from '../database/checks.ts';
import { findParents } from '../database/references.ts';
import { findRefs, findRefsById, lockRefs } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { forgetResults } from '../database/states.ts';
import type { CatalogEngine } from './create-engine.ts';
import { removeUnreferenced, removeWithDescendants } from './remove-entities.ts';

/** What can be done to single entities. */
export interface EntityOperations {
  /** Has an entity read again, with all locations that led to it. @throws NotFoundError */
  refresh(ref: string, actor?: string): Promise<void>;
  /** Removes an entity with all that it alone emitted. What still wants it brings it back. Does nothing for an unknown uid. */
  removeByUid(uid: string, actor?: string): Promise<void>;
  /** Removes what nothing refers to any more, until there is no more of it. Returns how many. */
  removeOrphans(): Promise<number>;
}

const maxDepth = 32;
const orphanRounds = 100;

/** Makes the operations on a database and its engine. */
export function createEntityOperations(db: StatementRunner, engine: CatalogEngine): EntityOperations {
  return {
    async refresh(ref, actor) {
      const row = (await findRefs(db, [ref.toLowerCase()])).get(ref.toLowerCase());
      if (!row || row.uid === null) throw new NotFoundError(`No entity '${ref}' in the catalog`);
      const ids = [...(await locationAncestors(db, row.id)), row.id];
      // Whoever asks wants to see it done, also where nothing seems to have changed.
      await forgetResults(db, ids);
      await engine.check(ids, {
        cause: 'api:refresh',
        ...(actor !== undefined && { actor }),
      });
    },
    async removeByUid(uid, actor) {
      const row = await db.get<{ id: number }>('select id from catalog_refs where uid = ?', [uid]);
      if (!row) return;
      const cause = { cause: 'api:delete', ...(actor !== undefined && { actor }) };
      await retryTransaction(db, async tx => {
        // Who begins to emit it has done so by now, or has to wait and brings it back.
        await lockRefs(tx, [row.id]);
        const parents = (await findParents(tx, [row.id])).map(({ parentId }) => parentId);
        await removeWithDescendants(tx, [row.id], cause);
        // Without their hashes, parents count as changed and emit the entity again if they still hold it.
        await forgetResults(tx, parents);
        await scheduleChecks(tx, parents, Date.now(), cause);
      });
      await engine.check([], cause);
      await engine.stitch();
    },
    async removeOrphans() {
      let removed = 0;
      for (let round = 0; round < orphanRounds; round += 1) {
        const rows = await db.all<{ id: number }>('select id from catalog_orphans order by id limit 200');
        if (rows.length === 0) break;
        const ids = rows.map(row => row.id);
        await retryTransaction(db, tx => removeUnreferenced(tx, ids, { cause: 'cleanup:orphans' }));
        removed += ids.length;
      }
      if (removed > 0) {
        await engine.check([]);
        await engine.stitch();
      }
      return removed;
    },
  };
}

async function locationAncestors(db: StatementRunner, id: number): Promise<number[]> {
  const seen = new Set<number>([id]);
  let level = [id];
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
    const parents = await findParents(db, level);
    level = [...new Set(parents.map(({ parentId }) => parentId))].filter(parent => !seen.has(parent));
    for (const parent of level) seen.add(parent);
  }
  seen.delete(id);
  const refs = await findRefsById(db, seen);
  return [...refs.values()].filter(({ ref }) => ref.startsWith('location:')).map(row => row.id);
}
