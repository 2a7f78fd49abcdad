import { hash } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import type { CatalogModel } from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import { scheduleAllChecks } from './database/checks.ts';
import { noteFact, readFact } from './database/facts.ts';
import { retryTransaction } from './database/retry-transaction.ts';
import type { CatalogRules } from './engine/catalog-rules.ts';
import type { CatalogRegistries } from './registries.ts';

/** What decides, besides an entity itself, what becomes of it. */
export interface ProcessingParts {
  model: CatalogModel;
  integrations: ScmIntegrations;
  rules: CatalogRules;
  allowedLocationTypes: readonly string[];
  /** The names of the processors, each with the priority that the configuration gives it. */
  processors: readonly (readonly [name: string, priority: number | undefined])[];
  /** What modules have added. */
  registries: Pick<CatalogRegistries, 'placeholderResolvers' | 'fieldFormats' | 'parser'>;
}

const fact = 'processing';

/**
 * Has all entities processed again if they were processed otherwise at the last
 * start: by another model, other rules, other processors, or with other source
 * hosts. Nothing else would, as they have not changed themselves.
 */
export async function recheckChangedProcessing(db: StatementRunner, parts: ProcessingParts): Promise<void> {
  const fingerprint = fingerprintOf(parts);
  if ((await readFact(db, fact)) === fingerprint) return;
  await retryTransaction(db, async tx => {
    await scheduleAllChecks(tx, Date.now());
    await noteFact(tx, fact, fingerprint);
  });
}

function fingerprintOf(parts: ProcessingParts): string {
  const { model, integrations, rules, allowedLocationTypes, processors, registries } = parts;
  const words = [model.kinds(), model.relationPairs(), model.declaredMetadata()];
  const hosts = integrations.list().map(({ type, config }) => [type, config.host]);
  // Modules add what they have in no certain order.
  const names = [
    processors.map(processor => JSON.stringify(processor)).sort(),
    [...registries.placeholderResolvers.keys()].sort(),
    Object.keys(registries.fieldFormats).sort(),
    registries.parser !== undefined,
  ];
  const limits = [rules.content, allowedLocationTypes.toSorted()];
  return hash('sha1', JSON.stringify([words, hosts, names, limits]));
}
