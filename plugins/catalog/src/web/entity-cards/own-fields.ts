import type { Entity } from '@portico/catalog-model';
import { isBuiltInKind } from '../../react/use-kind-name.ts';

/** What the head of the page and the card about the entity show of any kind. */
const shownOfAll: readonly string[] = ['owner', 'type', 'lifecycle'];

/** What else the cards of the built-in kinds show. */
const shownOfBuiltIn = new Set([
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
  const isBuiltIn = isBuiltInKind(kind);
  return Object.keys(spec).filter(
    name => !shownOfAll.includes(name) && !(isBuiltIn && shownOfBuiltIn.has(name)),
  );
}
