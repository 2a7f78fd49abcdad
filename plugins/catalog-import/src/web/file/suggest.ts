import {
  wellKnownAnnotations,
  type CatalogModel,
  type JsonSchema,
  type KindDefinition,
  type RelationField,
} from '@portico/catalog-model';
import { EACH, type CursorPlace } from './cursor-place.ts';
import { flattenSchema, toSchema } from './flatten-schema.ts';

/** Something that could be written. */
export interface Suggestion {
  label: string;
  /** What is put in, where that is more than the label. */
  insert?: string;
  /** A short word beside it. */
  detail?: string;
  /** A sentence about it. */
  info?: string;
}

/** What could be written at a place, and what only the catalog knows. */
export interface Suggestions {
  options: Suggestion[];
  /** The field holds refs: of entities of these kinds, or of any. */
  refs?: { kinds: string[] | undefined; defaultKind: string | undefined };
  /** The field holds words that entities of the kind have already: the path of its facet. */
  words?: { facet: string; kind: string | undefined };
}

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** What all kinds have in common, in the words that authors need. */
const metadataSchema: JsonSchema = {
  type: 'object',
  properties: {
    name: text('Unique among the entities of its kind: letters, digits and -_.'),
    namespace: text('A name space; default unless given'),
    title: text('The name that people use'),
    description: text('One or two sentences about what it is for'),
    labels: { type: 'object', description: 'Short values to select by' },
    annotations: { type: 'object', description: 'Values for tools and plugins' },
    tags: { type: 'array', items: { type: 'string' }, description: 'Words to find it by' },
    links: {
      type: 'array',
      description: 'Where else to look',
      items: {
        type: 'object',
        properties: {
          url: text('Where it leads'),
          title: text('What is there'),
          icon: text('The key of an icon'),
          type: text('What sort of page it is'),
        },
      },
    },
  },
};

/** The fields whose values others share, with their facets. */
const sharedWords = new Map([
  ['spec.type', 'spec.type'],
  ['spec.lifecycle', 'spec.lifecycle'],
  [`metadata.tags.${EACH}`, 'metadata.tags'],
]);

/** Suggests keys and values at a place, by the kinds of the model. */
export function suggest(model: CatalogModel, place: CursorPlace): Suggestions {
  const kind = kindOf(model, place.document);
  const isElement = place.part === 'element';
  const schema = schemaAt(kind, place.path);
  if (place.part === 'key' || (isElement && schema?.['properties'])) return { options: keys(kind, place) };
  const dotted = place.path.join('.');
  if (dotted === 'kind') return { options: kindNames(model) };
  if (dotted === 'apiVersion') return { options: versions(model, kind) };
  const field = kind?.relationFields.find(
    ({ path }) => path === place.path.filter(step => step !== EACH).join('.'),
  );
  if (field) return { options: [], refs: refsOf(field) };
  const facet = sharedWords.get(dotted);
  const choices = Array.isArray(schema?.['enum']) ? schema['enum'] : [];
  return {
    options: choices.filter(choice => typeof choice === 'string').map(label => ({ label })),
    ...(facet !== undefined && {
      words: { facet, kind: facet.startsWith('spec.') ? kind?.kind : undefined },
    }),
  };
}

function kindOf(model: CatalogModel, document: string): KindDefinition | undefined {
  const name = /^kind:\s*["']?(\w+)/m.exec(document)?.[1];
  return name === undefined ? undefined : model.findKind(name);
}

function refsOf({ defaultKind, allowedKinds, relation }: RelationField): NonNullable<Suggestions['refs']> {
  // Who owns may be a group or a user, whatever a short ref stands for.
  const more = relation === 'ownedBy' ? ['User'] : [];
  return {
    defaultKind,
    kinds: allowedKinds ?? (defaultKind === undefined ? undefined : [defaultKind, ...more]),
  };
}

const rootSchema: JsonSchema = {
  type: 'object',
  properties: {
    apiVersion: text('The version of the format: backstage.io/v1alpha1'),
    kind: text('What it is'),
    metadata: metadataSchema,
    spec: { type: 'object', description: 'What it is, in the fields of its kind' },
  },
};

/** The schema of the field at a path; without a path, that of the entity. */
function schemaAt(kind: KindDefinition | undefined, path: readonly string[]): JsonSchema | undefined {
  const own = kind && propertiesOf(flattenSchema(kind.schema))?.['spec'];
  const root = own ? { ...rootSchema, properties: { ...propertiesOf(rootSchema), spec: own } } : rootSchema;
  return path.reduce<JsonSchema | undefined>(
    (schema, step) => flat(step === EACH ? schema?.['items'] : schema && propertiesOf(schema)?.[step]),
    root,
  );
}

function flat(value: unknown): JsonSchema | undefined {
  const schema = toSchema(value);
  return schema && flattenSchema(schema);
}

function propertiesOf(schema: JsonSchema): JsonSchema | undefined {
  return toSchema(schema['properties']);
}

function keys(kind: KindDefinition | undefined, { path, siblings, indent }: CursorPlace): Suggestion[] {
  if (path.join('.') === 'metadata.annotations') {
    return [...wellKnownAnnotations.keys()]
      .filter(key => !siblings.includes(key))
      .map(key => ({ label: key, insert: `${key}: ` }));
  }
  const schema = schemaAt(kind, path);
  const required = Array.isArray(schema?.['required']) ? schema['required'] : [];
  return Object.entries((schema && propertiesOf(schema)) ?? {})
    .filter(([key]) => !siblings.includes(key))
    .map(([key, field]) => {
      const inner = toSchema(field) ?? {};
      const info = inner['description'];
      return {
        label: key,
        insert: `${key}:${startOf(inner, ' '.repeat(indent))}`,
        ...(required.includes(key) && { detail: 'required' }),
        ...(typeof info === 'string' && { info }),
      };
    });
}

function startOf(schema: JsonSchema, indent: string): string {
  if (schema['type'] === 'object') return `\n${indent}  `;
  return schema['type'] === 'array' ? `\n${indent}  - ` : ' ';
}

function kindNames(model: CatalogModel): Suggestion[] {
  const names = new Map(model.kinds().map(({ kind, description }) => [kind, description]));
  return [...names].map(([label, info]) => ({ label, ...(info !== undefined && { info }) }));
}

function versions(model: CatalogModel, kind: KindDefinition | undefined): Suggestion[] {
  const all = kind ? kind.apiVersions : model.kinds().flatMap(({ apiVersions }) => apiVersions);
  return [...new Set(all)].map(label => ({ label }));
}
