import type { StatementRunner } from '@portico/backend-plugin-api';
import { type SerializedError, serializeError } from '@portico/errors';
import { findRefsById } from '../database/refs.ts';
import { findStates } from '../database/states.ts';
import { takeStitchRequests } from '../database/stitch-queue.ts';
import { lockStitching } from './lock-stitching.ts';

/** An entity that cannot be stitched, and why. */
export interface SetAsideEntity {
  ref: string;
  reason: string;
}

/**
 * Takes an entity off the queue that cannot be stitched, and notes the error
 * beside those of its last run. What is served of it stays; when it is checked
 * next, it is tried again. Counts as a change of its relations, at a time in
 * milliseconds since 1970, so that what they name is seen to be in use.
 */
export async function setAside(
  tx: StatementRunner,
  { id, error, at }: { id: number; error: unknown; at: number },
): Promise<SetAsideEntity | undefined> {
  await lockStitching(tx, 'taking part');
  await takeStitchRequests(tx, { limit: 1, ids: [id] });
  await lockStitching(tx, 'writing');
  await tx.run(`insert into catalog_changes (entity_id, at, action) values (?, ?, 'relations')`, [id, at]);
  const state = (await findStates(tx, [id])).get(id);
  if (!state) return undefined;
  const known = JSON.parse(state.errors ?? '[]') as SerializedError[];
  const { name, message } = serializeError(error);
  const fault = { name, message: `The entity could not be made visible: ${message}` };
  const errors = [...known.filter(other => other.message !== fault.message), fault];
  await tx.run('update catalog_states set errors = ?, result_hash = null where id = ?', [
    JSON.stringify(errors),
    id,
  ]);
  return { ref: (await findRefsById(tx, [id])).get(id)?.ref ?? String(id), reason: message };
}
