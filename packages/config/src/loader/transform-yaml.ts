import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';
import type { JsonPrimitive } from '../json.ts';
import { forbiddenKeys, type ConfigNode, type ConfigPath } from './config-node.ts';
import { includeKeys, resolveInclude } from './include.ts';
import { formatKey, type ConfigPlace } from './problem.ts';
import { substituteVariables } from './substitute-variables.ts';
import { missingVariables, type TransformContext } from './transform-context.ts';

const maxDepth = 100;

/** Turns a YAML node into a configuration node: aliases, variables and includes are resolved. */
export function transformYaml(node: Node | null, path: ConfigPath, context: TransformContext): ConfigNode {
  const place = placeOf(node, context);
  context.budget.nodes -= 1;
  if (path.length + context.chain.length > maxDepth || context.budget.nodes < 0)
    return tooLarge(path, place, context);
  if (isAlias(node)) return transformAlias(node, path, context);
  if (isSeq(node)) return { place, value: transformList(node.items, path, context) };
  if (isMap(node)) return transformMap(node, path, context);
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === 'string') return transformText(value, place, context);
  // YAML 1.2's core schema has no scalars besides JSON's, not counting big integers, which are off.
  return { place, value: value as JsonPrimitive };
}

function transformAlias(alias: Alias, path: ConfigPath, context: TransformContext): ConfigNode {
  const target = alias.resolve(context.document.document);
  if (target) return transformYaml(target, path, context);
  const place = placeOf(alias, context);
  const message = `The alias '*${alias.source}' has no anchor '&${alias.source}' before it.`;
  context.report({ severity: 'error', key: formatKey(path), place, message });
  return { place, value: undefined };
}

function transformText(text: string, place: ConfigPlace, context: TransformContext): ConfigNode {
  const { text: value, variables, missing } = substituteVariables(text, context.lookUp);
  if (variables.length === 0) return { place, value };
  const written = { ...place, via: variables.map(name => `\${${name}}`).join(' ') };
  if (value !== undefined) return { place: written, value };
  return missingVariables(written, missing, context);
}

function transformList(items: readonly unknown[], path: ConfigPath, context: TransformContext): ConfigNode[] {
  const nodes: ConfigNode[] = [];
  for (const item of items) {
    const node = transformYaml(item as Node | null, [...path, nodes.length], context);
    if (node.value === undefined) reportDroppedItem(node, [...path, nodes.length], context);
    else nodes.push(node);
  }
  return nodes;
}

function reportDroppedItem(node: ConfigNode, path: ConfigPath, context: TransformContext): void {
  const names = (node.missing ?? []).map(name => `'${name}'`).join(', ');
  context.report({
    severity: 'warning',
    key: formatKey(path),
    place: node.place,
    message: `The item is left out of the list because the variable ${names} is not set. Set it, or write a fallback: \${NAME:-fallback}.`,
  });
}

function transformMap(map: YAMLMap, path: ConfigPath, context: TransformContext): ConfigNode {
  const place = placeOf(map, context);
  const include = map.items.find(pair => includeKeys.has(keyText(pair)));
  if (include) return transformInclude(map, keyText(include), path, context);
  const entries = new Map<string, ConfigNode>();
  for (const pair of map.items) {
    const key = keyText(pair);
    const childPath = [...path, key];
    if (forbiddenKeys.has(key)) {
      const at = { key: formatKey(childPath), place: placeOf(pair.key as Node, context) };
      context.report({
        severity: 'error',
        ...at,
        message: `The key '${key}' is not allowed in a configuration. Rename it.`,
      });
    } else {
      const child = transformYaml(pair.value as Node | null, childPath, context);
      if (startsAtItsKey(pair.value, child)) child.place = placeOf(pair.key as Node, context);
      entries.set(key, child);
    }
  }
  return { place, value: entries };
}

/** A value that is not written has no position, and that of an object is its first key: one line too low. */
function startsAtItsKey(written: unknown, node: ConfigNode): boolean {
  const isOwnContainer =
    (isMap(written) && !written.items.some(pair => includeKeys.has(keyText(pair)))) || isSeq(written);
  return node.place.line === undefined || isOwnContainer;
}

function transformInclude(
  map: YAMLMap,
  key: string,
  path: ConfigPath,
  context: TransformContext,
): ConfigNode {
  const place = placeOf(map, context);
  const fail = (message: string): ConfigNode => {
    context.report({ severity: 'error', key: formatKey(path), place, message });
    return { place, value: undefined };
  };
  const [pair] = map.items;
  if (map.items.length !== 1 || pair === undefined) {
    return fail(
      `The include key ${key} should not have adjacent keys. Move them elsewhere, or drop the include.`,
    );
  }
  const argument: unknown = isScalar(pair.value) ? pair.value.value : undefined;
  if (typeof argument !== 'string') return fail(`The value of ${key} must be text.`);
  const text = transformText(argument, placeOf(pair.value as Node, context), { ...context, lax: false });
  if (typeof text.value !== 'string') return missingVariables(text.place, [...(text.missing ?? [])], context);
  return resolveInclude({ key, argument: text.value, path, place, fail, context });
}

function keyText(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function placeOf(node: Node | null, { document, via }: TransformContext): ConfigPlace {
  const place = document.placeAt(node?.range?.[0]);
  return via === undefined ? place : { ...place, via };
}

function tooLarge(path: ConfigPath, place: ConfigPlace, context: TransformContext): ConfigNode {
  // One report is enough: what is nested this deep or multiplied this often fails a thousand times.
  if (context.budget.nodes > Number.NEGATIVE_INFINITY) {
    const message = `The value is nested more than ${maxDepth} levels deep or has more than 100,000 parts. Look for an alias that contains itself.`;
    context.report({ severity: 'error', key: formatKey(path.slice(0, 10)), place, message });
  }
  context.budget.nodes = Number.NEGATIVE_INFINITY;
  return { place, value: undefined };
}
