import { InputError, toError } from '@portico/errors';
import type { JsonSchema, SchemaCheck, SchemaCompiler } from './json-schema.ts';
import type { KindDefinition, RelationField } from './kind-definition.ts';
import type { KindFields, ModelExtension } from './model-extension.ts';
import type { ResolvedRelationField } from './references.ts';
import type { RelationPair } from './relations.ts';
import { suggest } from './suggest.ts';

/** A kind that is ready to check entities. */
export interface CompiledKind {
  definition: KindDefinition;
  /** The parts that apply unless `spec.type` is a key of `specTypes`. */
  general: CompiledSpecType;
  specTypes: Map<string, CompiledSpecType>;
}

/** The checks and relation fields of a kind under one `spec.type`. */
export interface CompiledSpecType {
  checks: SchemaCheck[];
  fields: ResolvedRelationField[];
}

/** What {@link compileKinds} puts together. */
export interface KindParts {
  kinds: readonly KindDefinition[];
  pairs: readonly RelationPair[];
  extensions: readonly ModelExtension[];
  /** What entities of all kinds must meet as well. */
  common?: JsonSchema | undefined;
  compile: SchemaCompiler;
}

/**
 * Puts the kinds and what is added to them together.
 *
 * @throws InputError that names every contradiction: a kind declared twice, fields for
 *   a kind that is not there, a relation without its inverse, a schema that is none.
 */
export function compileKinds(parts: KindParts): { kinds: CompiledKind[]; pairs: RelationPair[] } {
  const faults: string[] = [];
  const pairs = [...parts.pairs, ...parts.extensions.flatMap(extension => extension.relations)];
  const definitions = [...parts.kinds, ...parts.extensions.flatMap(extension => extension.kinds)];
  const additions = parts.extensions.flatMap(extension => extension.fields);
  const names = definitions.map(definition => definition.kind);
  faults.push(...findDuplicates(definitions), ...findContradictions(pairs));
  for (const { kind } of additions) {
    if (names.includes(kind)) continue;
    const near = suggest(kind, names);
    faults.push(
      `There are fields for the kind '${kind}', which does not exist${near ? `. Did you mean '${near}'?` : ''}`,
    );
  }
  const attempt = <T>(subject: string, work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      faults.push(`${subject}: ${toError(error).message}`);
      return otherwise;
    }
  };
  const { common } = parts;
  const commonChecks = common
    ? [
        attempt(
          'The metadata',
          () => parts.compile(common),
          () => true,
        ),
      ]
    : [];
  const kinds = definitions.map(definition => {
    const added = additions.filter(({ kind }) => kind === definition.kind);
    const resolve = (fields: RelationField[]): ResolvedRelationField[] =>
      attempt(`Kind '${definition.kind}'`, () => fields.map(field => resolveField(field, pairs)), []);
    const check = (schema: JsonSchema): SchemaCheck =>
      attempt(
        `Kind '${definition.kind}'`,
        () => parts.compile(schema),
        () => true,
      );
    return compileKind(definition, added, { resolve, check, commonChecks });
  });
  if (faults.length > 0) throw new InputError(`The model of the catalog is not valid: ${faults.join('; ')}`);
  return { kinds, pairs };
}

interface KindCompiler {
  resolve(fields: RelationField[]): ResolvedRelationField[];
  check(schema: JsonSchema): SchemaCheck;
  commonChecks: readonly SchemaCheck[];
}

function compileKind(
  definition: KindDefinition,
  added: KindFields[],
  { resolve, check, commonChecks }: KindCompiler,
): CompiledKind {
  const extraSchemas = added.flatMap(({ schema }) => (schema ? [schema] : []));
  const extraChecks = [...extraSchemas.map(check), ...commonChecks];
  const relationFields = [
    ...definition.relationFields,
    ...added.flatMap(fields => fields.relationFields ?? []),
  ];
  const fields = resolve(relationFields);
  const addedFields = resolve(added.flatMap(({ relationFields: own }) => own ?? []));
  const specTypes = Object.entries(definition.specTypes ?? {}).map(([type, specType]) => {
    const compiled = {
      checks: [check(specType.schema), ...extraChecks],
      fields: [...(specType.standsAlone ? addedFields : fields), ...resolve(specType.relationFields ?? [])],
    };
    return [type, compiled] as const;
  });
  return {
    definition:
      added.length === 0 ? definition : extendDefinition(definition, { added, relationFields, extraSchemas }),
    general: { checks: [check(definition.schema), ...extraChecks], fields },
    specTypes: new Map(specTypes),
  };
}

function extendDefinition(
  definition: KindDefinition,
  extra: { added: KindFields[]; relationFields: RelationField[]; extraSchemas: JsonSchema[] },
): KindDefinition {
  const { added, relationFields, extraSchemas } = extra;
  return {
    ...definition,
    relationFields,
    schema: extraSchemas.length > 0 ? { allOf: [definition.schema, ...extraSchemas] } : definition.schema,
    obsoleteFields: Object.assign(
      {},
      definition.obsoleteFields,
      ...added.map(fields => fields.obsoleteFields),
    ),
    display: Object.assign({}, definition.display, ...added.map(fields => fields.display)),
  };
}

function resolveField(field: RelationField, pairs: readonly RelationPair[]): ResolvedRelationField {
  const forward = pairs.find(pair => pair.type === field.relation)?.inverse;
  const inverse = field.inverse ?? forward ?? pairs.find(pair => pair.inverse === field.relation)?.type;
  if (inverse === undefined && !field.oneWay) {
    throw new InputError(
      `the relation '${field.relation}' of '${field.path}' has no inverse. Declare the pair under relations, or give 'inverse'`,
    );
  }
  return { ...field, ...(inverse !== undefined && { inverse }), steps: field.path.split('.') };
}

function findDuplicates(definitions: readonly KindDefinition[]): string[] {
  const seen = new Set<string>();
  return definitions.flatMap(({ kind, apiVersions }) =>
    apiVersions.flatMap(apiVersion => {
      const key = `${kind}' with apiVersion '${apiVersion}`;
      const isDuplicate = seen.has(key);
      seen.add(key);
      return isDuplicate ? [`The kind '${key}' is declared twice. To add fields to it, use fields`] : [];
    }),
  );
}

function findContradictions(pairs: readonly RelationPair[]): string[] {
  const inverses = new Map<string, string>();
  return pairs.flatMap(({ type, inverse }) => {
    const known = inverses.get(type) ?? inverse;
    const knownBack = inverses.get(inverse) ?? type;
    inverses.set(type, known).set(inverse, knownBack);
    if (known === inverse && knownBack === type) return [];
    return [`The relation '${type}' has the inverse '${known}' and cannot have '${inverse}' as well`];
  });
}
