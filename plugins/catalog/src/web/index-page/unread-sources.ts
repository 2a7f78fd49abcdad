import { queryOptions } from '@tanstack/react-query';
import type { CatalogApi } from '@portico/catalog-client';
import {
  ANNOTATION_LOCATION,
  ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
  type Entity,
} from '@portico/catalog-model';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { texts } from './texts.ts';

/** The location refs of what could not be read the last time, with what went wrong: what came from there may be old. */
export type UnreadSources = ReadonlyMap<string, string>;

/** How long an answer counts as true, in milliseconds. */
const freshFor = 30_000;
/** More locations than this fail only together, when a host does. */
const mostLocations = 500;
// Messages may quote a whole document.
const longestReason = 300;

const fields = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  `metadata.annotations.${ANNOTATION_LOCATION}`,
  'spec.type',
  'spec.target',
  'spec.targets',
  'status',
];

/** The question for the sources that could not be read: those of the locations that have errors. */
export function unreadSourcesQuery(catalog: Pick<CatalogApi, 'getEntities'>) {
  return queryOptions({
    queryKey: [...catalogQueryKey, 'unread-sources'],
    queryFn: async ({ signal }): Promise<UnreadSources> => {
      const filter = { kind: 'location', 'status.items.level': 'error' };
      const { items } = await catalog.getEntities({ filter, fields, limit: mostLocations }, { signal });
      return toUnreadSources(items);
    },
    staleTime: freshFor,
  });
}

/** The targets of locations that have errors. One that fails holds back what the others of its location tell. */
export function toUnreadSources(locations: readonly Entity[]): UnreadSources {
  return new Map(
    locations.flatMap(location => {
      const reason = reasonOf(location);
      return reason === undefined ? [] : targetsOf(location).map(ref => [ref, reason] as const);
    }),
  );
}

function reasonOf({ status }: Entity): string | undefined {
  const failure = status?.items?.find(
    ({ type, level }) => type === ENTITY_STATUS_CATALOG_PROCESSING_TYPE && level === 'error',
  );
  return failure?.message.slice(0, longestReason);
}

function targetsOf({ metadata, spec }: Entity): string[] {
  const from = metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
  const colon = Math.max(from.indexOf(':'), 0);
  const [baseType, base] = [from.slice(0, colon), from.slice(colon + 1)];
  const type = typeof spec?.['type'] === 'string' ? spec['type'] : baseType;
  return [...texts(spec?.['target']), ...texts(spec?.['targets'])].map(
    target => `${type}:${type === baseType ? resolveTarget(target, type, base) : target}`,
  );
}

/** Targets may be relative to the file that names them. */
function resolveTarget(target: string, type: string, base: string): string {
  if (type === 'url') return URL.canParse(target) ? target : (URL.parse(target, base)?.href ?? target);
  return type === 'file' && target.startsWith('.') ? joinPaths(base, target) : target;
}

function joinPaths(base: string, target: string): string {
  const joined: string[] = [];
  for (const part of [...base.split('/').slice(0, -1), ...target.split('/')]) {
    if (part === '..') joined.pop();
    else if (part !== '.') joined.push(part);
  }
  return joined.join('/');
}
