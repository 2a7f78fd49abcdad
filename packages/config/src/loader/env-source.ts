import type { JsonValue } from '../json.ts';
import { forbiddenKeys, type ConfigNode } from './config-node.ts';
import type { ConfigPlace } from './problem.ts';
import type { SourceReading } from './read-source.ts';

const prefix = 'APP_CONFIG_';
const keyPartPattern = /^[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)*$/i;

/**
 * Reads the variables `APP_CONFIG_a_b=value`: the name without its prefix is
 * the key, with `_` between its parts, the value JSON or else text. Blank ones
 * do not count. Gives no source when there are none.
 */
export function readEnvSource(env: NodeJS.ProcessEnv): SourceReading {
  const reading: SourceReading = { problems: [] };
  const root: ConfigNode = { place: { source: 'env' }, value: new Map<string, ConfigNode>() };
  // Shorter keys first, so that the result does not depend on the order of the environment.
  const names = Object.keys(env).filter(name => name.startsWith(prefix) && env[name]);
  for (const name of names.toSorted(
    (a, b) => a.split('_').length - b.split('_').length || (a < b ? -1 : 1),
  )) {
    const message = setVariable(root, name, env[name] ?? '');
    const place = { source: 'env', variable: name };
    if (message !== undefined)
      reading.problems.push({ severity: 'error', key: keyOf(name).join('.'), place, message });
  }
  if (names.length > 0 && reading.problems.length === 0) reading.source = { context: 'env', root };
  return reading;
}

function keyOf(name: string): string[] {
  return name.slice(prefix.length).split('_');
}

/** Sets one key below the root; gives what is wrong when that cannot be done. */
function setVariable(root: ConfigNode, name: string, text: string): string | undefined {
  const parts = keyOf(name);
  const key = parts.join('_');
  const last = parts.at(-1) ?? '';
  if (!parts.every(part => keyPartPattern.test(part) && !forbiddenKeys.has(part))) {
    return `Invalid env config key '${key}'. Each part between '_' must start with a letter and hold only letters, digits, '-' and ':'.`;
  }
  const place: ConfigPlace = { source: 'env', variable: name };
  let entries = entriesOf(root);
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const child: ConfigNode = entries?.get(part) ?? { place, value: new Map<string, ConfigNode>() };
    entries?.set(part, child);
    entries = entriesOf(child);
    if (!entries)
      return `Could not nest config for key '${key}' under existing value '${parts.slice(0, index + 1).join('_')}'. Unset one of the two.`;
  }
  const value = parseValue(text);
  if (value === null) return `The value of key '${key}' may not be null. Unset the variable instead.`;
  if (entries?.has(last))
    return `Refusing to override existing config at key '${key}'. Unset one of the two.`;
  const node = toNode(value, place);
  if (!node)
    return `The value of key '${key}' holds the key '__proto__', 'constructor' or 'prototype', which is not allowed.`;
  entries?.set(last, node);
  return undefined;
}

function entriesOf(node: ConfigNode): Map<string, ConfigNode> | undefined {
  return node.value instanceof Map ? node.value : undefined;
}

function parseValue(text: string): JsonValue {
  try {
    // JSON.parse gives nothing but JSON.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function toNode(value: JsonValue, place: ConfigPlace): ConfigNode | undefined {
  if (typeof value !== 'object' || value === null) return { place, value };
  const children = Object.entries(value).map(([key, child]) => [key, toNode(child ?? null, place)] as const);
  const nodes = children.filter((entry): entry is readonly [string, ConfigNode] => entry[1] !== undefined);
  if (nodes.length < children.length || nodes.some(([key]) => forbiddenKeys.has(key))) return undefined;
  return { place, value: Array.isArray(value) ? nodes.map(([, node]) => node) : new Map(nodes) };
}
