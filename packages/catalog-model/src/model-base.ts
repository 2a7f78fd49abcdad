import type { JsonSchema } from './json-schema.ts';
import type { KindDefinition } from './kind-definition.ts';
import { builtinKinds } from './kinds/builtin-kinds.ts';
import { builtinRelationPairs, type RelationPair } from './relations.ts';

/** What a model begins with, before an organisation extends it. */
export interface ModelBase {
  kinds: readonly KindDefinition[];
  relations: readonly RelationPair[];
  metadata: DeclaredMetadata;
}

/** The names in `metadata` that somebody has declared. Any other name is allowed as well. */
export interface DeclaredMetadata {
  annotations: readonly DeclaredName[];
  labels: readonly DeclaredName[];
  tags: readonly DeclaredName[];
}

/** An annotation, a label or a tag. */
export interface DeclaredName {
  name: string;
  title?: string;
  description?: string;
  /** What values must be; those of tags have none. */
  schema?: JsonSchema;
}

/** The built-in kinds and relations. */
export const builtinModelBase: ModelBase = {
  kinds: builtinKinds,
  relations: builtinRelationPairs,
  metadata: { annotations: [], labels: [], tags: [] },
};

/** The schema that entities of all kinds must meet for what is declared of their metadata, if that says anything. */
export function declaredMetadataSchema({ annotations, labels }: DeclaredMetadata): JsonSchema | undefined {
  const properties: JsonSchema = {};
  for (const [field, names] of Object.entries({ annotations, labels })) {
    const schemas = names.flatMap(({ name, schema }) => (schema ? [[name, schema] as const] : []));
    if (schemas.length > 0) properties[field] = { type: 'object', properties: Object.fromEntries(schemas) };
  }
  if (Object.keys(properties).length === 0) return undefined;
  return { type: 'object', properties: { metadata: { type: 'object', properties } } };
}
