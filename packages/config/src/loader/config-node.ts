import type { JsonObject, JsonPrimitive, JsonValue } from '../json.ts';
import type { ConfigPlace } from './problem.ts';

/** A key path: names of fields and indexes of lists. */
export type ConfigPath = readonly (string | number)[];

/** A configuration value that knows where each part of it was written. */
export interface ConfigNode {
  place: ConfigPlace;
  /** `undefined` when the value needs environment variables that are not set. */
  value: JsonPrimitive | readonly ConfigNode[] | ReadonlyMap<string, ConfigNode> | undefined;
  /** The variables that are not set. */
  missing?: readonly string[];
  /** Whether the value stands in for a variable that is not set, so that its type means nothing. */
  standsIn?: boolean;
}

/** One source of configuration; `root` is always an object. */
export interface ConfigSource {
  context: string;
  root: ConfigNode;
}

/** Keys that reach into the prototypes of JavaScript objects; no source may have them. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a node is an object. */
export function isObjectNode(
  node: ConfigNode,
): node is ConfigNode & { value: ReadonlyMap<string, ConfigNode> } {
  return node.value instanceof Map;
}

/** Whether a node is a list. */
export function isListNode(node: ConfigNode): node is ConfigNode & { value: readonly ConfigNode[] } {
  return Array.isArray(node.value);
}

/** The plain data of a node, without what has no value. */
export function nodeToJson(node: ConfigNode): JsonValue | undefined {
  if (isObjectNode(node)) return objectToJson(node.value);
  if (isListNode(node)) return node.value.map(nodeToJson).filter(value => value !== undefined);
  // What is neither a map nor a list is a primitive or absent.
  return node.value as JsonPrimitive | undefined;
}

function objectToJson(entries: ReadonlyMap<string, ConfigNode>): JsonObject {
  const values = [...entries].map(([key, child]) => [key, nodeToJson(child)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** What a source contributes to a key. */
export interface Contribution {
  source: ConfigSource;
  node: ConfigNode;
  /**
   * `wins`: the value is in force, or the strongest part of a merged object;
   * `merged`: part of an object of which a stronger source has other parts;
   * `unset`: an explicit null that hides what is below; `overridden`: hidden
   * by a stronger source; `absent`: needs a variable that is not set.
   */
  effect: 'wins' | 'merged' | 'unset' | 'overridden' | 'absent';
}

/**
 * What each source says about a key, the strongest first. Sources that do not
 * mention the key are left out.
 */
export function findContributions(sources: readonly ConfigSource[], path: ConfigPath): Contribution[] {
  const found: Contribution[] = [];
  let hidden = false;
  let holdsObject = false;
  for (const source of sources.toReversed()) {
    const { node, blocked } = descendNode(source.root, path);
    if (node) {
      const replaced: boolean = hidden || (holdsObject && !isObjectNode(node) && node.value !== null);
      const effect: Contribution['effect'] =
        node.value === undefined ? 'absent' : replaced ? 'overridden' : effectOf(node, holdsObject);
      found.push({ source, node, effect });
      holdsObject ||= effect === 'wins' && isObjectNode(node);
      hidden ||= effect !== 'absent' && !isObjectNode(node);
    }
    hidden ||= blocked;
  }
  return found;
}

function effectOf(node: ConfigNode, holdsObject: boolean): Contribution['effect'] {
  if (node.value === null) return 'unset';
  return holdsObject ? 'merged' : 'wins';
}

/** Walks down a path; `blocked` when something that is no container stands in the way. */
function descendNode(root: ConfigNode, path: ConfigPath): { node?: ConfigNode; blocked: boolean } {
  let node = root;
  for (const part of path) {
    if (node.value === undefined) return { blocked: false };
    const child = childNode(node, part);
    if (!child) return { blocked: !isObjectNode(node) };
    node = child;
  }
  return { node, blocked: false };
}

function childNode(node: ConfigNode, part: string | number): ConfigNode | undefined {
  if (typeof part === 'string') return isObjectNode(node) ? node.value.get(part) : undefined;
  return isListNode(node) ? node.value[part] : undefined;
}

/** Where the value of a key was written, or the nearest thing around it that exists. */
export function locate(sources: readonly ConfigSource[], path: ConfigPath): ConfigPlace | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const contributions = findContributions(sources, path.slice(0, length));
    const winner = contributions.find(({ effect }) => effect === 'wins') ?? contributions[0];
    if (winner) return winner.node.place;
  }
  return undefined;
}
