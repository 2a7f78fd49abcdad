import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { type ColumnChanges, createColumnChanges } from '../database/attribute-columns.ts';
import type { StitchRequest } from '../database/stitch-queue.ts';
import { createBreather } from '../engine/breather.ts';
import { compareRows } from './compare-rows.ts';
import { type ComposedEntity, composeEntity } from './compose-entity.ts';
import { type CountChanges, type CountedKeys, createCountChanges } from './counts.ts';
import { changesBack, isEqual, toHistoricForm } from './field-changes.ts';
import type { IndexPaths } from './index-paths.ts';
import { buildIndexRows } from './index-rows.ts';
import { loadStitchInputs, type StitchInput } from './load-stitch-inputs.ts';

/** All that a batch writes, before the names in it are made numbers. */
export interface PreparedBatch {
  changes: PreparedChange[];
  columns: ColumnChanges;
  counts: CountChanges;
}

/** What becomes of an entity: served anew, or with nulls no longer served. */
export type PreparedChange = {
  id: number;
  request: StitchRequest;
  /** In lower case. */
  kind: string;
  /** How many relations it has. */
  relations: number;
  action: 'create' | 'update' | 'relations' | 'delete';
  /** For the history, as JSON: how to get back to what was there before. */
  body: string | null;
} & ({ etag: string; json: string } | { etag: null; json: null });

/**
 * Does all of stitching that needs no turn to write. Entities are not held as
 * objects: those of a whole batch would outlive many collections of garbage.
 */
export async function prepareBatch(
  tx: StatementRunner,
  requests: readonly StitchRequest[],
  { paths, counted }: { paths: IndexPaths; counted: CountedKeys },
): Promise<PreparedBatch> {
  const inputs = await loadStitchInputs(
    tx,
    requests.map(request => request.id),
  );
  const breathe = createBreather();
  const columns = createColumnChanges();
  const counts = createCountChanges(counted);
  const changes: PreparedChange[] = [];
  for (const request of requests) {
    const input = inputs.get(request.id);
    inputs.delete(request.id);
    const versions = input && compareVersions(input);
    if (versions) {
      const { before, after } = versions;
      const kind = (after?.entity ?? before)?.kind.toLowerCase() ?? '';
      const rows = {
        before: before ? buildIndexRows(before, paths) : [],
        after: after ? buildIndexRows(after.entity, paths) : [],
      };
      compareRows({ id: input.id, kind, ...rows }, { columns, counts });
      changes.push({
        id: input.id,
        request,
        kind,
        relations: input.relations.length,
        ...toHistory(versions),
        ...(after ? { etag: after.hash, json: after.json } : { etag: null, json: null }),
      });
    }
    await breathe();
  }
  return { changes, columns, counts };
}

interface Versions {
  before?: Entity;
  after?: ComposedEntity;
}

/** What is served and what shall be; `undefined` if that is the same. */
function compareVersions(input: StitchInput): Versions | undefined {
  const { uid, processed, errors, isOrphan, relations, served } = input;
  // What was never in order since it is wanted is not served, though one before it may have been.
  if (uid === null || processed === null) return served && { before: JSON.parse(served.json) as Entity };
  const after = composeEntity({ uid, processed, errors, isOrphan, relations });
  if (!served) return { after };
  if (served.hash === after.hash && served.json === after.json) return undefined;
  const before = JSON.parse(served.json) as Entity;
  return isSameButForOrder(before, after.entity) ? undefined : { before, after };
}

/** Whether only the order of keys differs, as when somebody tidied up a file. */
function isSameButForOrder(before: Entity, after: Entity): boolean {
  const withoutEtag = ({ metadata, ...entity }: Entity): unknown => ({
    ...entity,
    metadata: { ...metadata, etag: '' },
  });
  return isEqual(withoutEtag(before), withoutEtag(after));
}

function toHistory({ before, after }: Versions): Pick<PreparedChange, 'action' | 'body'> {
  if (!before) return { action: 'create', body: null };
  if (!after) return { action: 'delete', body: JSON.stringify(toHistoricForm(before)) };
  const back = changesBack(toHistoricForm(after.entity), toHistoricForm(before));
  if (back.length === 0) return { action: 'relations', body: null };
  return { action: 'update', body: JSON.stringify(back) };
}
