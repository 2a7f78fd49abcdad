import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';

/**
 * The offset of a field in a document's text: of its key if `inKey` is set,
 * else of its value. What is not there is placed at the nearest field around it.
 */
export function locateField(document: Document.Parsed, steps: readonly string[], inKey = false): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? document.range[0];
  for (const [index, step] of steps.entries()) {
    const resolved = isAlias(node) ? node.resolve(document) : node;
    if (isMap(resolved)) {
      const pair = resolved.items.find(item => keyOf(item) === step);
      if (!pair) return offset;
      const wantsKey = inKey && index === steps.length - 1;
      offset = (wantsKey ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      node = pair.value;
      // A nested block reads better from the line of its key.
      if (isMap(node) || isSeq(node)) offset = startOf(pair.key) ?? offset;
    } else if (isSeq(resolved)) {
      const item: unknown = resolved.items[Number(step)];
      if (item === undefined) return offset;
      offset = startOf(item) ?? offset;
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}

/** The key of a pair as JavaScript sees it; `undefined` for a key that is no plain value, such as a merge key of YAML 1.1. */
export function keyOf(pair: Pair): string | undefined {
  const value: unknown = isScalar(pair.key) ? pair.key.value : pair.key;
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
