import type { JsonObject } from '@portico/config';
import { wellKnownAnnotations, type AnnotationValueType } from './annotations.ts';
import type { CompiledKind, CompiledSpecType } from './compile-kinds.ts';
import type { Entity } from './entity.ts';
import { createProblem, type EntityProblem } from './entity-problem.ts';
import { isEntityRef } from './entity-ref.ts';
import type { JsonSchema } from './json-schema.ts';
import { problemText, type ProblemText } from './problem-texts.ts';
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
      const message = problemText('noEffect', { field: `spec.${field}` });
      return [warning(['spec', field], message, problemText('hint.toMetadata', { field }), true)];
    }
    const replacement = Object.hasOwn(obsolete, field) ? obsolete[field] : suggest(field, known);
    if (!replacement || Object.hasOwn(spec, replacement)) return [];
    return [
      warning(
        ['spec', field],
        problemText('notOfKind', { field: `spec.${field}` }),
        problemText('hint.didYouMean', { name: replacement }),
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
    const field = `annotations.${key}`;
    const type = wellKnownAnnotations.get(key);
    if (type) {
      const expected = value === '' ? undefined : expectedValue(type, value);
      return expected
        ? [
            warning(
              steps,
              problemText('oddValue', { field, value: quote(value) }),
              problemText('hint.write', { value: expected }),
            ),
          ]
        : [];
    }
    if (declared.includes(key)) return [];
    const near = suggest(key, [...wellKnownAnnotations.keys(), ...declared]);
    if (!near) return [];
    return [
      warning(
        steps,
        problemText('unknownName', { field }),
        problemText('hint.didYouMean', { name: near }),
        true,
      ),
    ];
  });
}

/** What a value should look like, if it does not. */
function expectedValue(type: AnnotationValueType, value: string): ProblemText | undefined {
  switch (type) {
    case 'url':
      return classifyUrl(value) === 'safe' ? undefined : problemText('expected.pageUrl');
    case 'techdocsRef':
      return /^(dir|url):./.test(value) ? undefined : problemText('expected.techdocsRef', { value });
    case 'locationRef':
      return /^(?!https?:)[^:]+:./.test(value) ? undefined : problemText('expected.locationRef', { value });
    case 'entityRef':
      return isEntityRef(value) ? undefined : problemText('expected.entityRef');
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : problemText('expected.flag');
    case 'duration':
      return /^P(?!$)/.test(value) ? undefined : problemText('expected.duration');
    case 'text':
      return undefined;
  }
}

function adviseOnLinks(entity: Entity): EntityProblem[] {
  return (entity.metadata.links ?? []).flatMap(({ url }, index) => {
    if (classifyUrl(url) !== 'unknown') return [];
    const message = problemText('oddScheme', { field: `links.${index}.url`, value: quote(url) });
    return [warning(['metadata', 'links', index, 'url'], message, problemText('hint.shownAsText'))];
  });
}

function warning(
  steps: (string | number)[],
  message: ProblemText,
  hint: ProblemText,
  inKey = false,
): EntityProblem {
  return createProblem('advice', steps, message, { hint, severity: 'warning', inKey });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
