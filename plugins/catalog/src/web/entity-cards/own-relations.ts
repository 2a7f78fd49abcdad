import {
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@portico/catalog-model';
import type { Entity } from '@portico/catalog-model';
import { parseEntityRef } from '@portico/catalog-model/refs';
import { isBuiltInKind } from '../../react/use-kind-name.ts';
import { builtInRelations } from '../../react/use-relation-words.ts';

/** Relations of one type that no other card shows. */
export interface OwnRelation {
  type: string;
  refs: string[];
}

/** The relations of an entity that no other card shows: of types, from kinds or to kinds that an organisation has added. */
export function ownRelations(entity: Entity): OwnRelation[] {
  const byType = new Map<string, Set<string>>();
  for (const { type, targetRef } of entity.relations ?? []) {
    if (isShownElsewhere(entity.kind, type, targetRef)) continue;
    const refs = byType.get(type) ?? new Set();
    byType.set(type, refs.add(targetRef));
  }
  return [...byType].map(([type, refs]) => ({ type, refs: [...refs] }));
}

function isShownElsewhere(kind: string, type: string, targetRef: string): boolean {
  if (!(builtInRelations as readonly string[]).includes(type)) return false;
  if (type === RELATION_OWNED_BY || type === RELATION_OWNER_OF) return true;
  const target = parseEntityRef(targetRef).kind;
  if (!isBuiltInKind(kind)) {
    return type === RELATION_PART_OF && ['system', 'domain', 'component'].includes(target);
  }
  return isBuiltInKind(target) || (type === RELATION_DEPENDENCY_OF && isDependedOn(kind));
}

/** What depends on these kinds is told whatever it is. */
function isDependedOn(kind: string): boolean {
  return ['component', 'resource'].includes(kind.toLowerCase());
}
