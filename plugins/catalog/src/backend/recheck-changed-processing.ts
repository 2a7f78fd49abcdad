import { hash } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import type { CatalogModel } from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import { noteFact, readFact } from './database/facts.ts';
import { stateIdsAfter } from './database/states.ts';
import type { CatalogEngine } from './engine/create-engine.ts';

/** What decides, besides an entity itself, what becomes of it. */
export interface ProcessingParts {
  model: CatalogModel;
  integrations: ScmIntegrations;
  /** The names of the processors, in their order. */
  processors: readonly string[];
  /** The names of the placeholders that modules have added. */
  placeholders: readonly string[];
}

const fact = 'processing';
const batch = 500;

/**
 * Has all entities processed again if they were processed otherwise at the last
 * start: by another model, other processors, or with other source hosts.
 * Nothing else would, as they have not changed themselves.
 */
export async function recheckChangedProcessing(
  db: StatementRunner,
  engine: CatalogEngine,
  parts: ProcessingParts,
): Promise<void> {
  const fingerprint = fingerprintOf(parts);
  if ((await readFact(db, fact)) === fingerprint) return;
  let last = -1;
  for (;;) {
    const ids = await stateIdsAfter(db, last, batch);
    if (ids.length === 0) break;
    await engine.check(ids);
    last = ids.at(-1) ?? last;
  }
  await noteFact(db, fact, fingerprint);
}

function fingerprintOf({ model, integrations, processors, placeholders }: ProcessingParts): string {
  const words = [model.kinds(), model.relationPairs(), model.declaredMetadata()];
  const hosts = integrations.list().map(({ type, config }) => [type, config.host]);
  return hash('sha1', JSON.stringify([words, hosts, processors, placeholders.toSorted()]));
}
