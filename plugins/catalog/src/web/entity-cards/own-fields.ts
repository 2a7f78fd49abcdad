import type { Entity } from '@portico/catalog-model';
import { isBuiltInKind } from '../../react/use-kind-name.ts';

/** What the head of the page and the card about the entity show of any kind. */
const shownOfAll: readonly string[] = ['owner', 'type', 'lifecycle'];

/** What else the cards of the built-in kinds show. */
const shownOfBuiltIn: ReadonlySet<string> = new Set([
  'system',
  'subcomponentOf',
  'providesApis',
  'consumesApis',
  'dependsOn',
  'dependencyOf',
  'definition',
  'remotes',
  'domain',
  'subdomainOf',
  'parent',
  'children',
  'members',
  'memberOf',
  'profile',
  'target',
  'targets',
  'presence',
  'parameters',
  'steps',
  'output',
  'presentation',
  'EXPERIMENTAL_formDecorators',
  'EXPERIMENTAL_recovery',
]);

/** The fields of an entity's `spec` that no other card shows: those that an organisation has added. */
export function ownFieldNames({ kind, spec = {} }: Entity): string[] {
  return Object.keys(spec).filter(name => isOwnField(kind, name));
}

/** Whether a field of a kind is one that no card or column of the built-in kinds shows. */
export function isOwnField(kind: string, name: string): boolean {
  return !shownOfAll.includes(name) && !(isBuiltInKind(kind) && shownOfBuiltIn.has(name));
}
