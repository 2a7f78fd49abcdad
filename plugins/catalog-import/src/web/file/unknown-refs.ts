import {
  createProblem,
  DEFAULT_NAMESPACE,
  fromPointer,
  parseEntityRef,
  stringifyEntityRef,
  type CatalogModel,
  type Entity,
  type EntityProblem,
  type RelationField,
} from '@portico/catalog-model';
import type { EntityDocument } from '@portico/catalog-model/yaml';
import type { CatalogChecks } from './catalog-checks.ts';

/** A ref in a file, and where it stands. */
interface Use {
  ref: string;
  pointer: string;
  document: EntityDocument;
}

/** Warns of refs to entities that neither the catalog nor the file has. */
export async function findUnknownRefs(
  documents: readonly EntityDocument[],
  declared: readonly string[],
  { model, catalog, unknownRef }: CatalogChecks,
): Promise<EntityProblem[]> {
  const uses = documents
    .flatMap(document => usesOf(document, model))
    .filter(({ ref }) => !declared.includes(ref));
  const refs = [...new Set(uses.map(({ ref }) => ref))];
  if (refs.length === 0) return [];
  const { items } = await catalog.getEntitiesByRefs({ entityRefs: refs, fields: ['kind'] });
  const missing = new Set(refs.filter((_, index) => items[index] === undefined));
  return uses
    .filter(({ ref }) => missing.has(ref))
    .map(({ ref, pointer, document }) => ({
      ...createProblem('advice', fromPointer(pointer), unknownRef(ref), { severity: 'warning' }),
      ...document.locate(pointer),
    }));
}

function usesOf(document: EntityDocument, model: CatalogModel): Use[] {
  if (!document.entity || model.checkEnvelope(document.entity).length > 0) return [];
  // A passed envelope check shows that there is a kind and a name.
  const entity = document.entity as unknown as Entity;
  const kind = model.findKind(entity.kind, entity.apiVersion);
  return (kind?.relationFields ?? []).flatMap(field => {
    const pointer = `/${field.path.replaceAll('.', '/')}`;
    return valuesAt(entity, field).flatMap(([value, suffix]) => {
      const ref = toRef(value, { field, entity });
      return ref === undefined ? [] : [{ ref, pointer: `${pointer}${suffix}`, document }];
    });
  });
}

function valuesAt(entity: Entity, { path }: RelationField): [value: string, suffix: string][] {
  const value = path.split('.').reduce<unknown>((current, step) => fieldOf(current, step), entity);
  if (typeof value === 'string') return [[value, '']];
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown, index): [string, string][] =>
    typeof each === 'string' ? [[each, `/${index}`]] : [],
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function toRef(
  text: string,
  { field, entity }: { field: RelationField; entity: Entity },
): string | undefined {
  const own = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const defaultNamespace = field.defaultNamespace === 'default' ? DEFAULT_NAMESPACE : own;
  try {
    return stringifyEntityRef(parseEntityRef(text, { defaultKind: field.defaultKind, defaultNamespace }));
  } catch {
    // What is no ref is a fault that the model tells.
    return undefined;
  }
}
