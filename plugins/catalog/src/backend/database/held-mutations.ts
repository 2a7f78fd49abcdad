import type { StatementRunner } from '@portico/backend-plugin-api';

/** Removals of a provider that were too many to be believed. */
export interface HeldMutation {
  sourceKey: string;
  /** Milliseconds since 1970: when it was held back first, and when the provider said the same last. */
  heldAt: number;
  seenAt: number;
  /** How much the provider owned. */
  owned: number;
  /** The ids of what it would have removed. */
  ids: number[];
}

/** All mutations that are held back. */
export async function listHeldMutations(db: StatementRunner): Promise<HeldMutation[]> {
  const rows = await db.all<Omit<HeldMutation, 'ids'> & { removals: string }>(
    `select s.source_key as "sourceKey", h.held_at as "heldAt", h.seen_at as "seenAt", h.owned, h.removals
     from catalog_held_mutations h join catalog_sources s on s.id = h.source_id order by h.held_at`,
  );
  return rows.map(({ removals, ...row }) => ({ ...row, ids: JSON.parse(removals) as number[] }));
}

/** SQL for whether a mutation that is held back, as `h`, would remove the entity of a column. */
export function isHeldRemovalSql(dialect: StatementRunner['dialect'], id: string): string {
  return dialect === 'sqlite'
    ? `exists (select 1 from json_each(h.removals) j where j.value = ${id})`
    : `h.removals::jsonb @> to_jsonb(${id})`;
}

/** Holds removals back, in place of those that were held back before. */
export async function holdMutation(
  db: StatementRunner,
  sourceId: number,
  held: { owned: number; ids: readonly number[]; at: number },
): Promise<void> {
  const { owned, ids, at } = held;
  await db.run(
    `insert into catalog_held_mutations (source_id, held_at, seen_at, owned, removals) values (?, ?, ?, ?, ?)
     on conflict (source_id) do update set seen_at = excluded.seen_at, owned = excluded.owned, removals = excluded.removals`,
    [sourceId, at, at, owned, JSON.stringify(ids)],
  );
}

/** Forgets what was held back; the provider has said something else, or it was released. */
export async function dropHeldMutation(db: StatementRunner, sourceId: number): Promise<void> {
  await db.run('delete from catalog_held_mutations where source_id = ?', [sourceId]);
}
