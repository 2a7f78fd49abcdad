import type { JsonSchema, KindDefinition, ModelBase, RelationField } from '@portico/catalog-model';

/** A field of `spec`, as the kind declares it. */
export interface KindField {
  name: string;
  schema: JsonSchema;
  /** Set when the field names other entities. */
  relation?: RelationField | undefined;
}

/** The definition of a kind, whatever the case in which it is written. */
export function findKind(
  model: Pick<ModelBase, 'kinds'> | undefined,
  kind: string,
): KindDefinition | undefined {
  return model?.kinds.find(other => other.kind.toLowerCase() === kind.toLowerCase());
}

/** The fields of `spec` that a kind declares, in the order of its schema. */
export function fieldsOfKind({ schema, relationFields }: KindDefinition): KindField[] {
  const fields = new Map<string, KindField>();
  for (const [name, field] of specProperties(schema)) fields.set(name, { name, schema: field });
  for (const relation of relationFields) {
    const [root, name, ...deeper] = relation.path.split('.');
    if (root !== 'spec' || name === undefined || deeper.length > 0) continue;
    fields.set(name, { name, schema: fields.get(name)?.schema ?? {}, relation });
  }
  return [...fields.values()];
}

/** A field in words: its title, or its name taken apart. */
export function titleOfField({ name, schema }: Pick<KindField, 'name' | 'schema'>): string {
  const { title } = schema;
  return typeof title === 'string' && title !== '' ? title : capitalize(toWords(name));
}

/** `builtFrom` and `built_from` as "built from". What is in capitals stays so. */
export function toWords(name: string): string {
  return name
    .replaceAll(/[-_.]+/g, ' ')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/\b\p{Lu}(?=\p{Ll})/gu, letter => letter.toLowerCase())
    .trim();
}

/** With a capital at the beginning. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function specProperties(schema: JsonSchema): [name: string, field: JsonSchema][] {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isSchema) : [];
  const spec = fieldOf(schema['properties'], 'spec');
  return [...(spec ? ownProperties(spec) : []), ...parts.flatMap(specProperties)];
}

function ownProperties(schema: JsonSchema): [name: string, field: JsonSchema][] {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isSchema) : [];
  const own = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    ...own.map(([name, field]): [string, JsonSchema] => [name, isSchema(field) ? field : {}]),
    ...parts.flatMap(ownProperties),
  ];
}

function fieldOf(value: unknown, key: string): JsonSchema | undefined {
  const field = isSchema(value) ? value[key] : undefined;
  return isSchema(field) ? field : undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
