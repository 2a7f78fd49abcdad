import type { JsonSchema } from './json-schema.ts';

const text: JsonSchema = { type: 'string', minLength: 1 };
const texts: JsonSchema = { type: 'object', patternProperties: { '^.+$': { type: 'string' } } };

/** The schema of the envelope: enough to call a thing by its ref. */
export const entityEnvelopeSchema: JsonSchema = {
  $id: 'EntityEnvelope',
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: {
    apiVersion: text,
    kind: text,
    metadata: { type: 'object', required: ['name'], properties: { name: text, namespace: text } },
  },
};

const entityMetaSchema: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    uid: text,
    etag: text,
    name: text,
    namespace: text,
    title: text,
    description: { type: 'string' },
    labels: texts,
    annotations: texts,
    tags: { type: 'array', items: text },
    links: {
      type: 'array',
      items: {
        type: 'object',
        required: ['url'],
        properties: { url: text, title: text, icon: text, type: text },
      },
    },
  },
};

const relationSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'targetRef'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', minLength: 1, pattern: '^\\w+$' },
    targetRef: text,
    target: {
      type: 'object',
      required: ['kind', 'namespace', 'name'],
      additionalProperties: false,
      properties: { kind: text, namespace: text, name: text },
    },
  },
};

const statusSchema: JsonSchema = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'level', 'message'],
        properties: {
          type: text,
          level: { type: 'string', enum: ['info', 'warning', 'error'] },
          message: { type: 'string' },
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: text,
              message: { type: 'string' },
              code: { type: 'string' },
              stack: { type: 'string' },
            },
          },
        },
      },
    },
  },
};

/** The schema that entities of all kinds share. */
export const entitySchema: JsonSchema = {
  $id: 'Entity',
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  additionalProperties: false,
  properties: {
    apiVersion: text,
    kind: text,
    metadata: entityMetaSchema,
    spec: { type: 'object' },
    relations: { type: 'array', items: relationSchema },
    status: statusSchema,
  },
};
