import type {
  CatalogModel,
  DeclaredMetadata,
  DeclaredName,
  KindDefinition,
  RelationPair,
} from '@portico/catalog-model';

/** Describes the kinds and relations of a catalog in Markdown, for readers who have never seen it. */
export function describeModel(model: CatalogModel): string {
  return [
    '# The model of this catalog',
    'Every entity has the fields `kind`, `apiVersion`, `metadata` and `spec`, and is known by its ref, `kind:namespace/name` in lower case, such as `component:default/my-service`. The namespace is `default` unless given. Queries name fields by dotted paths (`spec.type`, `metadata.tags`), and relations as `relations.<type>` with a ref as value, such as `relations.ownedBy`.',
    'All kinds have in `metadata`: `name`, `namespace`, `title`, `description`, `annotations`, `labels`, `tags` (a list) and `links` (a list of `url`, `title`, `icon`, `type`). The catalog adds `uid` and `etag`.',
    '## Kinds',
    ...model.kinds().map(describeKind),
    '## Relations',
    model.relationPairs().map(describePair).join('\n'),
    ...describeMetadata(model.declaredMetadata()),
    '',
  ].join('\n\n');
}

function describeKind({
  kind,
  apiVersions,
  description,
  schema,
  relationFields,
  specTypes,
}: KindDefinition): string {
  const spec = specFieldsOf(schema);
  const fields = spec.map(([name, field]) => `- \`spec.${name}\`${describeField(field)}`);
  const references = relationFields.map(
    ({ path, relation, defaultKind }) =>
      `- \`${path}\` refers to ${defaultKind ? `a ${defaultKind}` : 'an entity of any kind'} (relation \`${relation}\`)`,
  );
  const types = Object.entries(specTypes ?? {}).map(
    ([type, definition]) =>
      `- \`spec.type: ${type}\`${definition.description ? `: ${definition.description}` : ''}`,
  );
  const lines = [...fields, ...references, ...types];
  return [
    `### ${kind}`,
    `\`apiVersion\`: ${apiVersions.map(version => `\`${version}\``).join(', ')}.${description ? ` ${description}` : ''}`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ].join('\n\n');
}

interface FieldSchema {
  type?: unknown;
  description?: unknown;
  enum?: unknown;
}

function specFieldsOf(schema: object): [string, FieldSchema][] {
  const { allOf = [], properties } = schema as {
    allOf?: object[];
    properties?: { spec?: { properties?: Record<string, FieldSchema> } };
  };
  return [...allOf.flatMap(specFieldsOf), ...Object.entries(properties?.spec?.properties ?? {})];
}

function describeField({ type, description, enum: values }: FieldSchema): string {
  const kind = typeof type === 'string' ? ` (${type})` : '';
  const choice = Array.isArray(values)
    ? `, one of ${values.map(value => `\`${String(value)}\``).join(', ')}`
    : '';
  return `${kind}${choice}${typeof description === 'string' ? `: ${description}` : ''}`;
}

function describePair({ type, inverse, title, inverseTitle }: RelationPair): string {
  return `- \`${type}\`${title ? ` (${title})` : ''}, and back \`${inverse}\`${inverseTitle ? ` (${inverseTitle})` : ''}`;
}

function describeMetadata({ annotations, labels, tags }: DeclaredMetadata): string[] {
  return Object.entries({ Annotations: annotations, Labels: labels, Tags: tags }).flatMap(([title, names]) =>
    names.length > 0 ? [`## ${title}`, names.map(describeName).join('\n')] : [],
  );
}

function describeName({ name, title, description }: DeclaredName): string {
  return `- \`${name}\`${title ? ` (${title})` : ''}${description ? `: ${description}` : ''}`;
}
