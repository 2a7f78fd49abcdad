import { fieldOf, toText, type JsonRecord } from '../parse/json-values.ts';
import { resolveRecord } from './resolve-ref.ts';

/** A way through schemas, which may lead back into themselves. */
export interface SchemaWalk {
  root: unknown;
  /** The `$ref`s that led to where the walk is. */
  refs: Set<string>;
  depth: number;
  maxDepth: number;
  /** How many more schemas are looked at. */
  left: number;
}

/** Starts a walk that ends after so many schemas, or so many within each other. */
export function startWalk(root: unknown, limits: { nodes: number; depth: number }): SchemaWalk {
  return { root, refs: new Set(), depth: 0, maxDepth: limits.depth, left: limits.nodes };
}

/**
 * Goes on to a schema, its `$ref` followed.
 *
 * @returns what `visit` does; `undefined` if there is no schema, if the walk
 * came from there, or if it went far enough.
 */
export function stepInto<Result>(
  walk: SchemaWalk,
  node: unknown,
  visit: (schema: JsonRecord) => Result,
): Result | undefined {
  const ref = toText(fieldOf(node, '$ref'));
  if (walk.left <= 0 || walk.depth >= walk.maxDepth) return undefined;
  if (ref !== undefined && walk.refs.has(ref)) return undefined;
  walk.left -= 1;
  const schema = resolveRecord(walk.root, node);
  if (!schema) return undefined;
  if (ref !== undefined) walk.refs.add(ref);
  walk.depth += 1;
  const result = visit(schema);
  walk.depth -= 1;
  if (ref !== undefined) walk.refs.delete(ref);
  return result;
}
