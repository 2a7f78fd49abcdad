import type { StreamEntitiesRequest } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import type { ApiHolder } from '@portico/frontend-plugin-api';
import { saveFile } from '@portico/ui';
import type { CatalogExportColumn } from '../../react/catalog-export-config-blueprint.ts';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import type { ExportSettings } from './export-settings.ts';

/**
 * Hands all entities that a question is about to the user as a file: `csv`,
 * `json`, or a format of the settings, which wins over those.
 *
 * @throws Error of the catalog or of the exporter.
 */
export async function exportEntities({
  apis,
  question,
  format,
  settings: { columns, exporters },
}: {
  apis: ApiHolder;
  question: ListQuestion;
  format: string;
  settings: ExportSettings;
}): Promise<void> {
  const streamRequest: StreamEntitiesRequest = {
    ...question,
    orderFields: { field: 'metadata.name', order: 'asc' },
  };
  const own = exporters && Object.hasOwn(exporters, format) ? exporters[format] : undefined;
  if (own) {
    const { generator, contentType } = own.exporter({ apis, columns: columns ?? usual, streamRequest });
    const parts: string[] = [];
    for await (const part of generator) parts.push(part);
    saveFile(`catalog.${format}`, new Blob(parts, { type: contentType }));
    return;
  }
  const catalog = apis.get(catalogApiRef);
  if (!catalog) throw new Error("The app has no extension for the API of the catalog. Enable 'api:catalog'");
  const entities: Entity[] = [];
  for await (const page of catalog.streamEntities(streamRequest)) entities.push(...page);
  const isCsv = format === 'csv';
  const text = isCsv ? toCsv(entities, columns) : toJson(entities, columns);
  const type = isCsv ? 'text/csv;charset=utf-8' : 'application/json';
  saveFile(`catalog.${format}`, new Blob([text], { type }));
}

const usual: CatalogExportColumn[] = [
  { title: 'kind', entityFilterKey: 'kind' },
  { title: 'namespace', entityFilterKey: 'metadata.namespace' },
  { title: 'name', entityFilterKey: 'metadata.name' },
  { title: 'title', entityFilterKey: 'metadata.title' },
  { title: 'description', entityFilterKey: 'metadata.description' },
  { title: 'type', entityFilterKey: 'spec.type' },
  { title: 'lifecycle', entityFilterKey: 'spec.lifecycle' },
  { title: 'owner', entityFilterKey: 'spec.owner' },
  { title: 'system', entityFilterKey: 'spec.system' },
  { title: 'tags', entityFilterKey: 'metadata.tags' },
];

/** Writes entities as RFC 4180 has it, with texts that no spreadsheet takes for a formula. Without columns, the usual ones and the ref. */
export function toCsv(entities: readonly Entity[], columns?: readonly CatalogExportColumn[]): string {
  const shown = columns ?? usual;
  const titles = shown.map(titleOf);
  const rows = entities.map(entity => {
    const complete = { ...entity, metadata: { namespace: 'default', ...entity.metadata } };
    const cells = shown.map(({ entityFilterKey }) => toText(readField(complete, entityFilterKey)));
    return (columns ? cells : [stringifyEntityRef(entity), ...cells]).map(toCell);
  });
  const head = (columns ? titles : ['ref', ...titles]).map(toCell);
  return [head, ...rows].map(row => row.join(',')).join('\r\n');
}

/** Writes whole entities, or of each the values of the columns, by their titles. */
export function toJson(entities: readonly Entity[], columns?: readonly CatalogExportColumn[]): string {
  const values = (entity: Entity) =>
    Object.fromEntries(
      columns?.map(column => [titleOf(column), readField(entity, column.entityFilterKey)]) ?? [],
    );
  return JSON.stringify(columns ? entities.map(values) : entities, null, 2);
}

function titleOf({ title, entityFilterKey }: CatalogExportColumn): string {
  return title ?? entityFilterKey;
}

/** The value at a dotted path, whose keys may have dots themselves, as those of annotations do. */
function readField(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  if (Object.hasOwn(record, path)) return record[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    const found = Object.hasOwn(record, key) ? readField(record[key], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(toText).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
