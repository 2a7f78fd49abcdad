import { DEFAULT_NAMESPACE, type CompoundEntityRef, type EntityEnvelope } from './entity.ts';

/** An entity ref in parts, of which the catalog can fill in all but the name. */
export interface EntityRefParts {
  kind?: string | undefined;
  namespace?: string | undefined;
  name: string;
}

/** What a ref that leaves out its kind or namespace stands for. */
export interface EntityRefContext {
  defaultKind?: string | undefined;
  /** Defaults to {@link DEFAULT_NAMESPACE}. */
  defaultNamespace?: string | undefined;
}

/**
 * Reads an entity ref of the form `[<kind>:][<namespace>/]<name>`. A colon
 * after the first slash belongs to the name. Letters keep their case.
 *
 * @throws TypeError with the status 400 when a part is empty, or when the kind is missing and the context gives none.
 */
export function parseEntityRef(
  ref: string | EntityRefParts,
  context: EntityRefContext = {},
): CompoundEntityRef {
  if (!ref)
    throw new EntityRefError('Entity reference must not be empty. Write it as [<kind>:][<namespace>/]<name>');
  const parts = typeof ref === 'string' ? splitEntityRef(ref) : ref;
  const kind = parts.kind ?? context.defaultKind;
  const namespace = parts.namespace ?? (context.defaultNamespace || DEFAULT_NAMESPACE);
  const missing = !kind ? 'kind' : !namespace ? 'namespace' : !parts.name ? 'name' : undefined;
  if (!kind || missing) {
    const advice = missing === 'kind' ? '. Start it with the kind, as in component:my-service' : '';
    throw new EntityRefError(
      `Entity reference ${JSON.stringify(ref)} had missing or empty ${missing ?? 'kind'}${advice}`,
    );
  }
  return { kind, namespace, name: parts.name };
}

/** The type is what modules and clients of the catalog expect; over HTTP it is a fault of who asks. */
class EntityRefError extends TypeError {
  override name = 'TypeError';
  readonly statusCode = 400;
}

function splitEntityRef(ref: string): EntityRefParts {
  const slash = ref.indexOf('/');
  const firstColon = ref.indexOf(':');
  const colon = slash !== -1 && slash < firstColon ? -1 : firstColon;
  const kind = colon === -1 ? undefined : ref.slice(0, colon);
  const namespace = slash === -1 ? undefined : ref.slice(colon + 1, slash);
  const name = ref.slice(Math.max(colon, slash) + 1);
  if (kind === '' || namespace === '' || name === '') {
    throw new EntityRefError(`Entity reference "${ref}" was not on the form [<kind>:][<namespace>/]<name>`);
  }
  return { kind, namespace, name };
}

/** The one spelling of an entity's ref that the catalog compares and stores: `kind:namespace/name` in lower case. */
export function stringifyEntityRef(ref: EntityEnvelope | (EntityRefParts & { kind: string })): string {
  const { namespace, name } = 'metadata' in ref ? ref.metadata : ref;
  // Part by part: what stands beside a letter can change its lower case (Greek final sigma).
  return `${ref.kind.toLowerCase()}:${(namespace ?? DEFAULT_NAMESPACE).toLowerCase()}/${name.toLowerCase()}`;
}

/** The ref of an entity in parts, with the case of its letters. */
export function getCompoundEntityRef(entity: EntityEnvelope): CompoundEntityRef {
  return {
    kind: entity.kind,
    namespace: entity.metadata.namespace || DEFAULT_NAMESPACE,
    name: entity.metadata.name,
  };
}

/** Whether a text reads as an entity ref in the given context; no entity need exist under it. */
export function isEntityRef(text: unknown, context: EntityRefContext = {}): text is string {
  if (typeof text !== 'string') return false;
  try {
    parseEntityRef(text, context);
    return true;
  } catch {
    return false;
  }
}

/** Whether two refs name the same entity. Case does not count, and a missing namespace is `default`. */
export function isSameEntityRef(a: string | EntityRefParts, b: string | EntityRefParts): boolean {
  return stringifyEntityRef(parseEntityRef(a)) === stringifyEntityRef(parseEntityRef(b));
}
