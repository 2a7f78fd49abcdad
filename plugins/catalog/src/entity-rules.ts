import { buildSearchRows, type Entity, RELATION_OWNED_BY } from '@portico/catalog-model';
import { createConditionExports, createPermissionRule } from '@portico/permissions';
import { z } from 'zod';
import { catalogEntityPermissionResourceRef } from './permissions.ts';

const resourceRef = catalogEntityPermissionResourceRef;

/** Entities that one of the claims (refs of users and groups) owns. */
export const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow entities owned by a specified claim',
  resourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(`List of claims to match at least one on within ${RELATION_OWNED_BY}`),
  }),
  apply: (entity, { claims }) => hasAttribute(entity, `relations.${RELATION_OWNED_BY}`, claims),
  toQuery: ({ claims }) => ({ key: `relations.${RELATION_OWNED_BY}`, values: claims }),
});

/** Entities of certain kinds. */
export const isEntityKind = createPermissionRule({
  name: 'IS_ENTITY_KIND',
  description: 'Allow entities matching a specified kind',
  resourceRef,
  paramsSchema: z.object({
    kinds: z.array(z.string()).describe('List of kinds to match at least one of'),
  }),
  apply: (entity, { kinds }) => hasAttribute(entity, 'kind', kinds),
  toQuery: ({ kinds }) => ({ key: 'kind', values: kinds }),
});

/** Entities with an annotation, of any value or of one. */
export const hasAnnotation = createPermissionRule({
  name: 'HAS_ANNOTATION',
  description: 'Allow entities with the specified annotation',
  resourceRef,
  paramsSchema: z.object({
    annotation: z.string().describe('Name of the annotation to match on'),
    value: z.string().optional().describe('Value of the annotation to match on'),
  }),
  apply: (entity, { annotation, value }) =>
    hasAttribute(entity, `metadata.annotations.${annotation}`, listOf(value)),
  toQuery: ({ annotation, value }) => toFilter(`metadata.annotations.${annotation}`, value),
});

/** Entities with a label, of any value or of one. */
export const hasLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow entities with the specified label',
  resourceRef,
  paramsSchema: z.object({
    label: z.string().describe('Name of the label to match on'),
    value: z.string().optional().describe('Value of the label to match on'),
  }),
  apply: (entity, { label, value }) => hasAttribute(entity, `metadata.labels.${label}`, listOf(value)),
  toQuery: ({ label, value }) => toFilter(`metadata.labels.${label}`, value),
});

/** Entities with a field below `metadata`, of any value or of one. */
export const hasMetadata = createFieldRule('metadata');
/** Entities with a field below `spec`, of any value or of one. */
export const hasSpec = createFieldRule('spec');

/** All rules on entities that the catalog brings. */
export const catalogEntityRules = {
  hasAnnotation,
  hasLabel,
  hasMetadata,
  hasSpec,
  isEntityKind,
  isEntityOwner,
};

const conditionExports = createConditionExports({ resourceRef, rules: catalogEntityRules });

/** Conditions on entities, for policies: `catalogConditions.isEntityOwner({ claims })`. */
export const catalogConditions: (typeof conditionExports)['conditions'] = conditionExports.conditions;

/** Wraps conditions on entities into the answer of a policy. */
export const createCatalogConditionalDecision: (typeof conditionExports)['createConditionalDecision'] =
  conditionExports.createConditionalDecision;

function createFieldRule<const TPart extends 'metadata' | 'spec'>(part: TPart) {
  return createPermissionRule({
    name: `HAS_${part.toUpperCase()}`,
    description: `Allow entities with the specified ${part} subfield`,
    resourceRef,
    paramsSchema: z.object({
      key: z.string().describe(`Property within the entities ${part} to match on`),
      value: z.string().optional().describe('Value of the given property to match on'),
    }),
    apply: (entity, { key, value }) => hasAttribute(entity, `${part}.${key}`, listOf(value)),
    toQuery: ({ key, value }) => toFilter(`${part}.${key}`, value),
  });
}

/** The same answer as the filter gives. */
function hasAttribute(entity: Entity, path: string, values: readonly string[] | undefined): boolean {
  const key = path.toLowerCase();
  const wanted = values?.map(value => value.toLowerCase());
  return buildSearchRows(entity).some(
    row => row.key === key && (wanted === undefined || (row.value !== null && wanted.includes(row.value))),
  );
}

function listOf(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}

function toFilter(key: string, value: string | undefined): { key: string; values?: string[] } {
  return value === undefined ? { key } : { key, values: [value] };
}
