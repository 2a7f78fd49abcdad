import type { JsonSchema } from '../json-schema.ts';
import type { KindDefinition } from '../kind-definition.ts';
import { fields, ownerField, specSchema, text } from './field-schemas.ts';

const condition: JsonSchema = { type: ['string', 'boolean'] };
const permissions: JsonSchema = {
  type: 'object',
  properties: { tags: { type: 'array', items: { type: 'string' } } },
};
const page: JsonSchema = { type: 'object', properties: { 'backstage:permissions': permissions } };

const step: JsonSchema = {
  type: 'object',
  required: ['action'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    action: { type: 'string' },
    input: { type: 'object' },
    if: condition,
    'backstage:permissions': permissions,
  },
};

const output: JsonSchema = {
  type: 'object',
  description: 'What to show when the template has run',
  properties: {
    links: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          if: condition,
          url: text('URL'),
          entityRef: text('Entity ref'),
          title: text('Title'),
          icon: text('Icon'),
        },
      },
    },
    text: {
      type: 'array',
      items: {
        type: 'object',
        properties: { if: condition, title: text('Title'), icon: text('Icon'), content: { type: 'string' } },
      },
    },
  },
  additionalProperties: { type: 'string' },
};

const formDecorators: JsonSchema = {
  type: 'array',
  items: { type: 'object', properties: { id: { type: 'string' }, input: { type: 'object' } } },
};

const presentation: JsonSchema = {
  type: 'object',
  properties: {
    buttonLabels: {
      type: 'object',
      properties: {
        backButtonText: { type: 'string' },
        createButtonText: { type: 'string' },
        reviewButtonText: { type: 'string' },
      },
    },
  },
};

/** A form and steps that make something new. */
export const templateKind: KindDefinition = {
  kind: 'Template',
  apiVersions: ['scaffolder.backstage.io/v1beta3'],
  description: 'A form and the steps that make something new from its answers',
  schema: specSchema(['type', 'steps'], {
    type: fields.type,
    owner: fields.owner,
    lifecycle: fields.lifecycle,
    parameters: {
      description: 'The pages of the form, as JSON Schema',
      oneOf: [page, { type: 'array', items: page }],
    },
    secrets: { type: 'object', properties: { schema: { type: 'object' } } },
    presentation,
    EXPERIMENTAL_recovery: { type: 'object', properties: { EXPERIMENTAL_strategy: { type: 'string' } } },
    formDecorators,
    EXPERIMENTAL_formDecorators: formDecorators,
    steps: { type: 'array', items: step, description: 'What to do, in order' },
    output,
  }),
  relationFields: [ownerField],
  display: { icon: 'template', hue: 48, plural: 'Templates' },
};
