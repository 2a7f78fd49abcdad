import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityGraph, EntityGraphEdge, EntityGraphNode } from '@portico/catalog-client';
import { type Entity, parseEntityRef } from '@portico/catalog-model';
import { findRefs } from '../database/refs.ts';
import type { Condition } from './condition.ts';
import type { EntitySets } from './entity-sets.ts';
import { findEntitiesByRefs } from './find-entities.ts';
import {
  countNeighboursStatement,
  edgesStatement,
  type GraphStatement,
  neighboursStatement,
  type RelationChoice,
} from './graph-statements.ts';

/** What to read of the graph. */
export interface GraphQuestion {
  /** In lower case. */
  refs: readonly string[];
  depth: number;
  /** Of relations; all types unless given. */
  relations?: readonly string[] | undefined;
  /** Of the entities that are gone to; all kinds unless given. */
  kinds?: readonly string[] | undefined;
  limit: number;
  /** What the caller may see. The rest is as if it did not exist. */
  visible: Condition;
}

interface FoundNode {
  id: number | undefined;
  node: EntityGraphNode;
}

/**
 * Walks breadth-first from some entities along their relations. What must not
 * be seen stands for itself as a missing target, as in the relations of the
 * entity that points to it, and is not walked through.
 */
export async function readGraph(
  db: StatementRunner,
  sets: EntitySets,
  question: GraphQuestion,
): Promise<Omit<EntityGraph, 'relationPairs'>> {
  const { refs, depth, limit, visible } = question;
  const choice = await chooseRelations(db, question);
  const found = new Map<string, FoundNode>();
  const include = async (next: readonly { ref: string; id: number | undefined }[], at: number) => {
    const texts = await findEntitiesByRefs(db, sets, {
      refs: next.map(({ ref }) => ref),
      condition: visible,
    });
    for (const { ref, id } of next) found.set(ref, { id, node: toNode(ref, texts.get(ref), at) });
  };
  const roots = [...new Set(refs)];
  const known = await findRefs(db, roots);
  await include(
    roots.slice(0, limit).map(ref => ({ ref, id: known.get(ref)?.id })),
    0,
  );
  let isCut = roots.length > limit;
  for (let at = 1; at <= depth && !isCut; at += 1) {
    const sources = [...found.values()].filter(({ node }) => node.depth === at - 1);
    const left = limit - found.size;
    const next = await neighboursOf(db, { sources, all: found, choice, limit: left + 1 });
    if (next.length === 0) break;
    isCut = next.length > left;
    await include(next.slice(0, left), at);
  }
  const edges = await connect(db, found, choice);
  return { rootRefs: roots, nodes: [...found.values()].map(({ node }) => node), edges, isCut };
}

async function chooseRelations(
  db: StatementRunner,
  { relations, kinds }: GraphQuestion,
): Promise<RelationChoice> {
  const types = await db.all<{ id: number; type: string }>('select id, type from catalog_relation_types');
  const names = new Map(types.map(({ id, type }) => [id, type]));
  const wanted = relations && new Set(relations.map(type => type.toLowerCase()));
  return {
    names,
    typeIds: wanted && types.filter(({ type }) => wanted.has(type.toLowerCase())).map(({ id }) => id),
    kinds: kinds?.map(kind => kind.toLowerCase()),
  };
}

async function neighboursOf(
  db: StatementRunner,
  walk: {
    sources: readonly FoundNode[];
    all: ReadonlyMap<string, FoundNode>;
    choice: RelationChoice;
    limit: number;
  },
): Promise<{ ref: string; id: number }[]> {
  const { sources, all, choice, limit } = walk;
  const sourceIds = walkableIds(sources);
  if (sourceIds.length === 0) return [];
  const excluded = [...all.values()].flatMap(({ id }) => id ?? []);
  return ask<{ ref: string; id: number }>(
    db,
    neighboursStatement(db, { sourceIds, excluded, choice, limit }),
  );
}

/** The relations between what was found; marks where it goes on. */
async function connect(
  db: StatementRunner,
  found: ReadonlyMap<string, FoundNode>,
  choice: RelationChoice,
): Promise<EntityGraphEdge[]> {
  const sourceIds = walkableIds([...found.values()]);
  const byId = new Map([...found.values()].map(({ id, node }) => [id, node]));
  const targetIds = [...byId.keys()].filter(id => id !== undefined);
  const rows = await ask<{ source: number; type: number; target: number }>(
    db,
    edgesStatement(db, { sourceIds, targetIds, choice }),
  );
  const neighbours = new Map<number, Set<number>>();
  const edges = rows.flatMap(({ source, type, target }) => {
    const from = byId.get(source);
    const to = byId.get(target);
    const name = choice.names.get(type);
    if (!from || !to || name === undefined) return [];
    // A root may be of a kind that is not counted among the neighbours.
    if (choice.kinds?.includes(to.kind.toLowerCase()) ?? true) {
      neighbours.set(source, (neighbours.get(source) ?? new Set()).add(target));
    }
    return [{ sourceRef: from.entityRef, type: name, targetRef: to.entityRef }];
  });
  const counts = await ask<{ source: number; n: number }>(
    db,
    countNeighboursStatement(db, { sourceIds, choice }),
  );
  for (const { source, n } of counts) {
    const more = Number(n) - (neighbours.get(source)?.size ?? 0);
    const node = byId.get(source);
    if (node && more > 0) node.more = more;
  }
  return edges;
}

function walkableIds(nodes: readonly FoundNode[]): number[] {
  return nodes.flatMap(({ id, node }) => (id === undefined || node.isMissing ? [] : id));
}

async function ask<T extends object>(db: StatementRunner, { sql, params }: GraphStatement): Promise<T[]> {
  return db.all<T>(sql, params);
}

function toNode(ref: string, json: string | undefined, depth: number): EntityGraphNode {
  if (json === undefined) return { entityRef: ref, ...parseEntityRef(ref), depth, isMissing: true };
  const { kind, metadata, spec } = JSON.parse(json) as Entity;
  const profile = spec?.['profile'] as { displayName?: unknown } | undefined;
  const title = textOf(metadata.title) ?? textOf(profile?.displayName);
  const type = textOf(spec?.['type']);
  return {
    entityRef: ref,
    kind,
    namespace: metadata.namespace ?? 'default',
    name: metadata.name,
    ...(title !== undefined && { title }),
    ...(type !== undefined && { type }),
    depth,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
