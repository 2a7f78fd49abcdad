import type { JsonObject } from '@portico/config';
import { commonChecks } from './builtin-checks.ts';
import { EntityValidationError } from './entity-problem.ts';
import type { JsonSchema } from './json-schema.ts';
import type { KindDefinition, KindDisplay, RelationField, SpecTypeDefinition } from './kind-definition.ts';
import type { RelationPair } from './relations.ts';
import { checkSchema } from './schema-problems.ts';

/** What an organisation adds to the model: kinds, fields of kinds that exist, and relation pairs. */
export interface ModelExtension {
  kinds: KindDefinition[];
  fields: KindFields[];
  relations: RelationPair[];
}

/** Fields for a kind that exists already, under all of its versions. */
export interface KindFields {
  kind: string;
  /** Must hold beside the schema of the kind. */
  schema?: JsonSchema;
  relationFields?: RelationField[];
  obsoleteFields?: Record<string, string>;
  display?: KindDisplay;
}

/** What a kind, its fields or its spec type may say about its schema: all of it, or only that of the spec. */
interface SchemaInput {
  spec?: JsonSchema;
  schema?: JsonSchema;
}

/**
 * Reads a model extension from data, as it stands under `catalog.model` in the
 * configuration. A kind gives the schema of its `spec`, or under `schema` that
 * of the whole entity.
 *
 * @param source - Where the data is from, for messages.
 * @throws InputError that names every fault with its path.
 */
export function parseModelExtension(data: unknown, source = 'catalog.model'): ModelExtension {
  const problems = checkSchema('schema', commonChecks.modelExtension, data);
  if (problems.length > 0) throw new EntityValidationError(`The model in ${source}`, problems);
  // The check above holds the data to this shape.
  const input = data as {
    kinds?: (Omit<KindDefinition, 'schema' | 'specTypes'> &
      SchemaInput & { specTypes?: Record<string, SpecTypeInput> })[];
    fields?: (Omit<KindFields, 'schema'> & SchemaInput)[];
    relations?: RelationPair[];
  };
  return {
    kinds: (input.kinds ?? []).map(({ spec, schema, specTypes, ...kind }) => ({
      ...kind,
      relationFields: kind.relationFields ?? [],
      schema: toEntitySchema({ spec, schema }) ?? { type: 'object' },
      ...(specTypes && { specTypes: toSpecTypes(specTypes) }),
    })),
    fields: (input.fields ?? []).map(({ spec, schema, ...fields }) => {
      const entitySchema = toEntitySchema({ spec, schema });
      return { ...fields, ...(entitySchema && { schema: entitySchema }) };
    }),
    relations: input.relations ?? [],
  };
}

type SpecTypeInput = Omit<SpecTypeDefinition, 'schema'> & SchemaInput;

function toSpecTypes(specTypes: Record<string, SpecTypeInput>): Record<string, SpecTypeDefinition> {
  const entries = Object.entries(specTypes).map(([type, { spec, schema, ...rest }]) => {
    return [type, { ...rest, schema: toEntitySchema({ spec, schema }) ?? { type: 'object' } }] as const;
  });
  return Object.fromEntries(entries);
}

function toEntitySchema({
  spec,
  schema,
}: {
  spec: JsonObject | undefined;
  schema: JsonObject | undefined;
}): JsonSchema | undefined {
  if (!spec) return schema;
  const ofSpec: JsonSchema = {
    type: 'object',
    required: ['spec'],
    properties: { spec: { type: 'object', ...spec } },
  };
  return schema ? { allOf: [schema, ofSpec] } : ofSpec;
}
