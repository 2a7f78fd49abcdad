import type { JsonSchema } from './json-schema.ts';

const text: JsonSchema = { type: 'string', minLength: 1 };
const name: JsonSchema = { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9]{0,62}$' };
const relationName: JsonSchema = { type: 'string', pattern: '^\\w+$' };

const relationFields: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['path', 'relation'],
    additionalProperties: false,
    properties: {
      path: { type: 'string', pattern: '^(spec|metadata)(\\.[^.]+)+$' },
      defaultKind: name,
      relation: relationName,
      inverse: relationName,
      defaultNamespace: { enum: ['inherit', 'default'] },
      allowedKinds: { type: 'array', items: name },
    },
  },
};

const obsoleteFields: JsonSchema = { type: 'object', additionalProperties: text };

const display: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { icon: text, hue: { type: 'number', minimum: 0, maximum: 360 }, plural: text },
};

const specTypes: JsonSchema = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    properties: { description: text, spec: { type: 'object' }, schema: { type: 'object' }, relationFields },
  },
};

const kind: JsonSchema = {
  type: 'object',
  required: ['kind', 'apiVersions'],
  additionalProperties: false,
  properties: {
    kind: name,
    apiVersions: { type: 'array', minItems: 1, items: text },
    description: text,
    spec: { type: 'object' },
    schema: { type: 'object' },
    relationFields,
    specTypes,
    obsoleteFields,
    display,
  },
};

const kindFields: JsonSchema = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: name,
    spec: { type: 'object' },
    schema: { type: 'object' },
    relationFields,
    obsoleteFields,
    display,
  },
};

const relation: JsonSchema = {
  type: 'object',
  required: ['type', 'inverse'],
  additionalProperties: false,
  properties: { type: relationName, inverse: relationName, title: text, inverseTitle: text },
};

/** The schema of what an organisation may say under `catalog.model`. */
export const modelExtensionSchema: JsonSchema = {
  $id: 'ModelExtension',
  type: 'object',
  additionalProperties: false,
  properties: {
    kinds: { type: 'array', items: kind },
    fields: { type: 'array', items: kindFields },
    relations: { type: 'array', items: relation },
  },
};
