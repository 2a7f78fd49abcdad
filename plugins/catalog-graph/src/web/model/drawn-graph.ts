import type { EntityGraph, EntityGraphNode } from '@portico/catalog-client';
import type { RelationPair } from '../../graph-options.ts';

/** A line on the map, with the relations that it stands for. */
export interface DrawnEdge {
  id: string;
  from: string;
  to: string;
  /** The types that lead from `from` to `to`. */
  types: string[];
  /** With merged relations, their opposites. */
  backTypes: string[];
}

/** What is drawn. */
export interface DrawnGraph {
  nodes: readonly EntityGraphNode[];
  edges: readonly DrawnEdge[];
  rootRefs: readonly string[];
}

/** How relations become lines. */
export interface DrawingOptions {
  relationPairs: readonly RelationPair[];
  mergeRelations: boolean;
  unidirectional: boolean;
}

/**
 * Makes lines of relations: one between two entities in a direction, however
 * many relations there are. A merged line runs from the side whose relation
 * comes first in its pair, such as from the owner to what is owned. With
 * `unidirectional` there are only lines to what is farther away.
 */
export function drawGraph(graph: EntityGraph, options: DrawingOptions): DrawnGraph {
  const depths = new Map(graph.nodes.map(({ entityRef, depth }) => [entityRef, depth]));
  const lines = new Map<string, DrawnEdge>();
  for (const { sourceRef, type, targetRef } of graph.edges) {
    const away = (depths.get(targetRef) ?? Number.NaN) - (depths.get(sourceRef) ?? Number.NaN);
    if (sourceRef === targetRef || Number.isNaN(away)) continue;
    if (options.unidirectional && (options.mergeRelations ? away === 0 : away <= 0)) continue;
    const pair = options.relationPairs.find(names => names.includes(type));
    const isBackward = options.mergeRelations && pair?.[0] !== type && pair !== undefined;
    const [from, to] = isBackward ? [targetRef, sourceRef] : [sourceRef, targetRef];
    const id = `${from}>${to}`;
    const line = lines.get(id) ?? { id, from, to, types: [], backTypes: [] };
    const [name, back] = options.mergeRelations && pair ? pair : [type, undefined];
    if (!line.types.includes(name)) line.types.push(name);
    if (back !== undefined && !line.backTypes.includes(back)) line.backTypes.push(back);
    lines.set(id, line);
  }
  return { nodes: graph.nodes, edges: [...lines.values()], rootRefs: graph.rootRefs };
}

/** The refs of the neighbours of an entity on the map, and its own. */
export function neighbourhoodOf({ edges }: Pick<DrawnGraph, 'edges'>, ref: string): Set<string> {
  const refs = new Set([ref]);
  for (const { from, to } of edges) {
    if (from === ref) refs.add(to);
    if (to === ref) refs.add(from);
  }
  return refs;
}

/** The name of an entity on the map. */
export function nodeTitle({ title, name, namespace }: EntityGraphNode): string {
  return title ?? (namespace === 'default' ? name : `${namespace}/${name}`);
}
