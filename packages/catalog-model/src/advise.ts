import type { JsonObject } from '@portico/config';
import { wellKnownAnnotations, type AnnotationValueType } from './annotations.ts';
import type { CompiledKind, CompiledSpecType } from './compile-kinds.ts';
import type { Entity } from './entity.ts';
import { createProblem, type EntityProblem } from './entity-problem.ts';
import { isEntityRef } from './entity-ref.ts';
import type { JsonSchema } from './json-schema.ts';
import { adviseOnReferences } from './references.ts';
import { quote, suggest } from './suggest.ts';
import { classifyUrl } from './url-safety.ts';

/** Warns about what is allowed in an entity and most likely a mistake. The entity must be valid. */
export function advise(
  entity: Entity,
  { kind, specType }: { kind: CompiledKind; specType: CompiledSpecType },
  declaredAnnotations: readonly string[],
): EntityProblem[] {
  return [
    ...adviseOnSpec(entity.spec ?? {}, kind.definition.obsoleteFields ?? {}, specProperties(entity, kind)),
    ...adviseOnReferences(entity, specType.fields),
    ...adviseOnAnnotations(entity.metadata.annotations ?? {}, declaredAnnotations),
    ...adviseOnLinks(entity),
  ];
}

const metadataFields = new Set(['labels', 'annotations', 'tags', 'links']);

function adviseOnSpec(
  spec: JsonObject,
  obsolete: Record<string, string>,
  known: Set<string>,
): EntityProblem[] {
  return Object.keys(spec).flatMap(field => {
    if (known.has(field)) return [];
    if (metadataFields.has(field)) {
      const message = `"spec.${field}" has no effect`;
      return [warning(['spec', field], message, `Move '${field}' under metadata`, true)];
    }
    const replacement = Object.hasOwn(obsolete, field) ? obsolete[field] : suggest(field, known);
    if (!replacement || Object.hasOwn(spec, replacement)) return [];
    return [
      warning(
        ['spec', field],
        `"spec.${field}" is not a field of the kind and has no effect`,
        `Did you mean '${replacement}'?`,
        true,
      ),
    ];
  });
}

function specProperties(entity: Entity, { definition }: CompiledKind): Set<string> {
  const type = entity.spec?.['type'];
  const specTypes = definition.specTypes ?? {};
  const specType = typeof type === 'string' && Object.hasOwn(specTypes, type) ? specTypes[type] : undefined;
  const names = new Set<string>();
  for (const schema of [definition.schema, specType?.schema])
    if (schema) collectSpecProperties(schema, names);
  for (const field of [...definition.relationFields, ...(specType?.relationFields ?? [])]) {
    const [root, name] = field.path.split('.');
    if (root === 'spec' && name) names.add(name);
  }
  return names;
}

function collectSpecProperties(schema: JsonSchema, names: Set<string>): void {
  const { allOf, properties } = schema;
  if (Array.isArray(allOf)) for (const part of allOf) if (isObject(part)) collectSpecProperties(part, names);
  const spec = isObject(properties) ? properties['spec'] : undefined;
  const fields = isObject(spec) ? spec['properties'] : undefined;
  if (isObject(fields)) for (const name of Object.keys(fields)) names.add(name);
}

function adviseOnAnnotations(
  annotations: Record<string, string>,
  declared: readonly string[],
): EntityProblem[] {
  return Object.entries(annotations).flatMap(([key, value]) => {
    const steps = ['metadata', 'annotations', key];
    const type = wellKnownAnnotations.get(key);
    if (type) {
      const expected = value === '' ? undefined : expectedValue(type, value);
      return expected
        ? [warning(steps, `"annotations.${key}" has the value ${quote(value)}`, `Write ${expected}`)]
        : [];
    }
    if (declared.includes(key)) return [];
    const near = suggest(key, [...wellKnownAnnotations.keys(), ...declared]);
    return near ? [warning(steps, `"annotations.${key}" is not known`, `Did you mean '${near}'?`, true)] : [];
  });
}

/** What a value should look like, if it does not. */
function expectedValue(type: AnnotationValueType, value: string): string | undefined {
  switch (type) {
    case 'url':
      return classifyUrl(value) === 'safe' ? undefined : 'a URL that opens a page';
    case 'techdocsRef':
      return /^(dir|url):./.test(value) ? undefined : `'dir:${value}' for a folder, or 'url:' and a URL`;
    case 'locationRef':
      return /^(?!https?:)[^:]+:./.test(value) ? undefined : `'url:${value}', or another type and target`;
    case 'entityRef':
      return isEntityRef(value) ? undefined : 'an entity ref with its kind, such as component:default/name';
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : "'true' or 'false'";
    case 'duration':
      return /^P(?!$)/.test(value) ? undefined : "a duration such as 'PT4H'";
    case 'text':
      return undefined;
  }
}

function adviseOnLinks(entity: Entity): EntityProblem[] {
  return (entity.metadata.links ?? []).flatMap(({ url }, index) => {
    if (classifyUrl(url) !== 'unknown') return [];
    const message = `"links.${index}.url" has a scheme that the portal does not open: ${quote(url)}`;
    return [
      warning(
        ['metadata', 'links', index, 'url'],
        message,
        'It is shown as text; use https, mailto or a known app',
      ),
    ];
  });
}

function warning(steps: (string | number)[], message: string, hint: string, inKey = false): EntityProblem {
  return createProblem('advice', steps, message, { hint, severity: 'warning', inKey });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
