import type { JsonObject } from '@portico/config';
import type { JsonSchema } from '../json-schema.ts';
import type { RelationField } from '../kind-definition.ts';
import { RELATION_OWNED_BY, RELATION_PART_OF } from '../relations.ts';

/** The values of `apiVersion` that the kinds of the catalog itself go by. */
export const catalogApiVersions = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'];

/** A text that is not empty. */
export const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });

/** A list of texts that are not empty. */
export const texts = (description: string): JsonSchema => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  description,
});

/** Schema of an entity whose kind decides about its `spec` only. */
export function specSchema(required: string[], properties: JsonObject): JsonSchema {
  return {
    type: 'object',
    required: ['spec'],
    properties: { spec: { type: 'object', required, properties } },
  };
}

/** The fields that several kinds have. */
export const fields = {
  type: text('What sort of thing this is, in words that the organisation agrees on'),
  lifecycle: text('How far along it is, such as experimental, production or deprecated'),
  owner: text('Ref of the group or user that is responsible'),
  system: text('Ref of the system that this is a part of'),
  dependsOn: texts('Refs of the entities that this needs'),
  profile: {
    type: 'object',
    description: 'How to show it to people',
    properties: {
      displayName: text('The name that people use'),
      email: text('Where to write to'),
      picture: text('URL of a picture'),
    },
  },
};

/** The relation of an entity to its owner. */
export const ownerField: RelationField = {
  path: 'spec.owner',
  defaultKind: 'Group',
  relation: RELATION_OWNED_BY,
};

/** The relation of an entity to its system. */
export const systemField: RelationField = {
  path: 'spec.system',
  defaultKind: 'System',
  relation: RELATION_PART_OF,
};
