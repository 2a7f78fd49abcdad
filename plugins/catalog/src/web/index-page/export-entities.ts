import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { saveFile } from '@portico/ui';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { specText } from '../../react/entity-names.ts';

/** Hands all entities that a question is about to the user as a file. */
export async function exportEntities({
  catalog,
  question,
  format,
}: {
  catalog: CatalogApi;
  question: ListQuestion;
  format: 'csv' | 'json';
}): Promise<void> {
  const entities: Entity[] = [];
  const order = { field: 'metadata.name', order: 'asc' } as const;
  for await (const page of catalog.streamEntities({ ...question, orderFields: order }))
    entities.push(...page);
  const text = format === 'csv' ? toCsv(entities) : JSON.stringify(entities, null, 2);
  const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json';
  saveFile(`catalog.${format}`, new Blob([text], { type }));
}

const columns: readonly [title: string, read: (entity: Entity) => string | undefined][] = [
  ['ref', entity => stringifyEntityRef(entity)],
  ['kind', ({ kind }) => kind],
  ['namespace', ({ metadata }) => metadata.namespace ?? 'default'],
  ['name', ({ metadata }) => metadata.name],
  ['title', ({ metadata }) => metadata.title],
  ['description', ({ metadata }) => metadata.description],
  ['type', entity => specText(entity, 'type')],
  ['lifecycle', entity => specText(entity, 'lifecycle')],
  ['owner', entity => specText(entity, 'owner')],
  ['system', entity => specText(entity, 'system')],
  ['tags', ({ metadata }) => metadata.tags?.join(' ')],
];

/** Writes entities as RFC 4180 has it, with texts that no spreadsheet takes for a formula. */
export function toCsv(entities: readonly Entity[]): string {
  const rows = entities.map(entity => columns.map(([, read]) => toCell(read(entity) ?? '')));
  return [columns.map(([title]) => title), ...rows].map(row => row.join(',')).join('\r\n');
}

function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
