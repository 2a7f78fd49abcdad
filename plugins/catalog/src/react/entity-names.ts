import { DEFAULT_NAMESPACE, type Entity } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef, type EntityRefParts } from '@portico/catalog-model/refs';

/** What names an entity: the entity, its ref as a text, or the ref in parts. */
export type EntityOrRef = Entity | EntityRefParts | string;

/** What a ref that leaves out its kind or namespace stands for. */
export interface RefDefaults {
  defaultKind?: string | undefined;
  defaultNamespace?: string | undefined;
}

/**
 * The full ref of an entity.
 *
 * @throws TypeError when a text is no ref, or when the kind is missing and `defaults` names none.
 */
export function toEntityRef(entity: EntityOrRef, defaults: RefDefaults = {}): string {
  return typeof entity !== 'string' && 'metadata' in entity
    ? stringifyEntityRef(entity)
    : stringifyEntityRef(parseEntityRef(entity, defaults));
}

/** The entity itself, where it is not only a ref. */
export function toEntity(entity: EntityOrRef): Entity | undefined {
  return typeof entity !== 'string' && 'metadata' in entity ? entity : undefined;
}

/** The name to show for a ref whose entity is not known: without the kind and the default namespace. */
export function shortName(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return namespace.toLowerCase() === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}

/** A text of the spec. */
export function specText(entity: Entity, key: string): string | undefined {
  const value = entity.spec?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The title that an entity gives itself: its own, or the name of a user or group in their profile. */
export function titleOf(entity: Entity): string {
  const profile = entity.spec?.['profile'];
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile ? profile['displayName'] : '';
  if (entity.metadata.title) return entity.metadata.title;
  return typeof displayName === 'string' && displayName !== ''
    ? displayName
    : shortName(stringifyEntityRef(entity));
}
