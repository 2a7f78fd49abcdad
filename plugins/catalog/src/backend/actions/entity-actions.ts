import type { ActionsRegistryService } from '@portico/backend-plugin-api';
import type { FilterPredicate, QueryEntitiesRequest } from '@portico/catalog-client';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { parse } from 'yaml';
import type { CatalogService } from '../../node/catalog-service.ts';
import { findEntity } from './find-entity.ts';

const reading = { destructive: false, readOnly: true, idempotent: true };

const queryDescription = `Finds entities in the software catalog with a predicate.

Fields are dotted paths: { "kind": "Component", "spec.type": "service" } (all must match). A value may be a text, a number, a boolean, { "$in": [...] }, { "$exists": true }, { "$hasPrefix": "team-" } or, for lists, { "$contains": "java" }. Predicates are combined with { "$all": [...] }, { "$any": [...] } and { "$not": ... }.

To find what belongs together ask for relations, such as { "relations.ownedBy": "group:default/team-a" }. get-catalog-model-description tells which kinds, fields and relations there are.

Ask for the fields that you need ("fields": ["kind", "metadata.name"]), sort with "orderFields", search texts with "fullTextFilter", and read on with "cursor".`;

/** Registers the actions that read entities, check them and have them read again. */
export function registerEntityActions(actions: ActionsRegistryService, catalog: CatalogService): void {
  actions.register({
    name: 'get-catalog-entity',
    title: 'Get Catalog Entity',
    description:
      'Gets one entity of the software catalog by its name. Give the kind, and the namespace if it is not "default", where the name alone may stand for several.',
    attributes: reading,
    schema: {
      input: z =>
        z.object({
          kind: z.string().optional().describe('The kind of the entity, such as Component, if it is known'),
          namespace: z.string().optional().describe('The namespace of the entity, if it is known'),
          name: z.string().describe('The name of the entity'),
        }),
      output: z => z.looseObject({}),
    },
    action: async ({ input, credentials }) => ({
      output: { ...(await findEntity(catalog, input, credentials)) },
    }),
  });

  registerQuery(actions, catalog);

  actions.register({
    name: 'refresh-catalog-entity',
    title: 'Refresh Catalog Entity',
    description: 'Has an entity read again from its source at once, for instance after its file was changed.',
    attributes: { destructive: false, readOnly: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          kind: z
            .string()
            .min(1)
            .optional()
            .describe('The kind of the entity, such as Component, if it is known'),
          namespace: z.string().min(1).optional().describe('The namespace of the entity, if it is known'),
          name: z.string().trim().min(1).describe('The name of the entity'),
        }),
      output: z => z.object({ entityRef: z.string().describe('The ref of the entity that is read again') }),
    },
    async action({ input, credentials }) {
      const entityRef = stringifyEntityRef(await findEntity(catalog, input, credentials));
      await catalog.refreshEntity(entityRef, { credentials });
      return { output: { entityRef } };
    },
  });

  actions.register({
    name: 'validate-entity',
    title: 'Validate Catalog Entity',
    description:
      'Checks the contents of a catalog-info.yaml file with one entity: whether it is YAML, and whether this catalog would take the entity.',
    attributes: reading,
    schema: {
      input: z =>
        z.object({
          entity: z.string().describe('The entity as YAML'),
          location: z.url().optional().describe('The URL at which the file will be'),
        }),
      output: z =>
        z.object({
          isValid: z.boolean().describe('Whether the catalog would take the entity'),
          isValidYaml: z.boolean().describe('Whether it is YAML'),
          errors: z.array(z.string()).describe('What is wrong with it'),
          entity: z.record(z.string(), z.any()).optional().describe('The entity, if it is valid'),
        }),
    },
    async action({ input, credentials }) {
      const { entity, fault } = parseYaml(input.entity);
      if (fault !== undefined) return { output: { isValid: false, isValidYaml: false, errors: [fault] } };
      const location = `url:${input.location ?? 'https://localhost/entity-validator'}`;
      const verdict = await catalog.validateEntity(entity as Entity, location, { credentials });
      return {
        output: verdict.valid
          ? { isValid: true, isValidYaml: true, errors: [], entity: entity as Record<string, unknown> }
          : { isValid: false, isValidYaml: true, errors: verdict.errors.map(error => error.message) },
      };
    },
  });
}

function registerQuery(actions: ActionsRegistryService, catalog: CatalogService): void {
  actions.register({
    name: 'query-catalog-entities',
    title: 'Query Catalog Entities',
    description: queryDescription,
    attributes: reading,
    schema: {
      input(z) {
        const order = z.object({
          field: z.string().describe('A dotted path'),
          order: z.enum(['asc', 'desc']),
        });
        return z.object({
          query: z.record(z.string(), z.any()).optional().describe('The predicate; everything unless given'),
          fields: z.array(z.string()).optional().describe('Dotted paths of the parts to answer with'),
          limit: z.coerce.number().int().positive().optional().describe('The most entities to answer with'),
          offset: z.coerce.number().int().min(0).optional().describe('How many entities to skip'),
          orderFields: z
            .union([order, z.array(order)])
            .optional()
            .describe('How to sort'),
          fullTextFilter: z
            .object({ term: z.string(), fields: z.array(z.string()).optional() })
            .optional()
            .describe('A text that one of the fields has in it'),
          cursor: z
            .string()
            .optional()
            .describe('Where to read on; takes the place of all but fields and limit'),
        });
      },
      output: z =>
        z.object({
          items: z.array(z.looseObject({})).describe('The entities'),
          totalItems: z.number().describe('How many there are on all pages'),
          hasMoreEntities: z.boolean().describe('Whether there are more'),
          nextPageCursor: z.string().optional().describe('The cursor to read on with'),
        }),
    },
    async action({ input, credentials }) {
      const { cursor, fields, limit, query, ...rest } = input;
      const request: QueryEntitiesRequest = cursor
        ? { cursor, fields, limit }
        : { ...rest, fields, limit, ...(query && { query: query as FilterPredicate }) };
      const { items, totalItems, pageInfo } = await catalog.queryEntities(request, { credentials });
      const { nextCursor } = pageInfo;
      return {
        output: {
          items: items.map(item => ({ ...item })),
          totalItems,
          hasMoreEntities: nextCursor !== undefined,
          ...(nextCursor !== undefined && { nextPageCursor: nextCursor }),
        },
      };
    },
  });
}

function parseYaml(text: string): { entity?: unknown; fault?: string } {
  try {
    return { entity: parse(text, { maxAliasCount: 100 }) };
  } catch (error) {
    return { fault: `YAML parsing error: ${(error as Error).message}` };
  }
}
