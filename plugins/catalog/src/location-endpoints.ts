import type { Endpoint, EndpointInput } from '@portico/http-api';
import { z } from 'zod';
import { entitySchema, locationSchema, predicateSchema, textSchema } from './api-schemas.ts';
import {
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from './permissions.ts';

const locationInput = z.strictObject({ type: textSchema, target: textSchema });

function fetchedBy(queryType: string): NonNullable<Endpoint['audit']> {
  return { eventId: 'location-fetch', meta: ({ params }) => ({ queryType, ...params }) };
}

function changed(actionType: string): NonNullable<Endpoint['audit']> {
  return {
    eventId: 'location-mutate',
    severityLevel: 'medium',
    meta: ({ params, body }: EndpointInput) => ({
      actionType,
      ...params,
      ...(body === undefined ? {} : { location: JSON.stringify(body) }),
    }),
  };
}

/** Whether a registration is only to tell what would come of it. */
export function isDryRun({ dryRun }: { dryRun?: boolean | string | undefined }): boolean {
  return /^(?:true|yes|y|on|1)$/i.test(String(dryRun));
}

/** The endpoints for registered locations. */
export const locationEndpoints = {
  createLocation: {
    method: 'POST',
    path: '/locations',
    summary: 'Registers a location, or with dryRun tells what it declares',
    permission: catalogLocationCreatePermission,
    audit: { ...changed('create'), severityLevel: ({ query }) => (isDryRun(query) ? 'low' : 'medium') },
    query: z.object({
      dryRun: z.union([z.boolean(), z.string()]).optional(),
      onConflict: z.enum(['refresh', 'reject']).optional(),
    }),
    body: locationInput.extend({ presence: z.enum(['required', 'optional']).optional() }),
    status: 201,
    output: z.object({
      location: locationSchema,
      entities: z.array(entitySchema),
      exists: z.boolean().optional(),
    }),
    errors: { 409: 'The location is registered already' },
  },
  listLocations: {
    method: 'GET',
    path: '/locations',
    audit: fetchedBy('all'),
    output: z.array(z.object({ data: locationSchema })),
  },
  queryLocations: {
    method: 'POST',
    path: '/locations/by-query',
    audit: fetchedBy('by-query'),
    body: z
      .object({
        limit: z.number().int().min(1, 'Limit must be a positive integer >= 1').optional(),
        cursor: z.string().min(1, 'Cursor cannot be empty').optional(),
        query: predicateSchema.optional(),
      })
      .optional(),
    output: z.object({
      items: z.array(locationSchema),
      totalItems: z.number(),
      pageInfo: z.object({ nextCursor: z.string().optional() }),
    }),
  },
  getLocation: {
    method: 'GET',
    path: '/locations/:id',
    audit: fetchedBy('by-id'),
    output: locationSchema,
    errors: { 404: 'There is no such location' },
  },
  updateLocation: {
    method: 'PUT',
    path: '/locations/:id',
    summary: 'Points a location elsewhere',
    permission: catalogLocationCreatePermission,
    audit: changed('update'),
    body: locationInput,
    output: locationSchema,
    errors: { 404: 'There is no such location', 409: 'The other location is registered already' },
  },
  deleteLocation: {
    method: 'DELETE',
    path: '/locations/:id',
    summary: 'Removes a location, with what was read from it',
    permission: catalogLocationDeletePermission,
    audit: changed('delete'),
    status: 204,
    errors: { 404: 'There is no such location' },
  },
  getLocationByEntity: {
    method: 'GET',
    path: '/locations/by-entity/:kind/:namespace/:name',
    audit: fetchedBy('by-entity'),
    output: locationSchema,
    errors: { 404: 'There is no such entity, or it does not come from a registered location' },
  },
  analyzeLocation: {
    method: 'POST',
    path: '/analyze-location',
    summary: 'What a location declares, or could declare',
    permission: catalogLocationAnalyzePermission,
    audit: { eventId: 'location-analyze' },
    body: z.object({
      location: locationInput.extend({ presence: z.enum(['required', 'optional']).optional() }),
      catalogFilename: z.string().optional(),
      catalogFileName: z.string().optional(),
    }),
    output: z.object({ existingEntityFiles: z.array(z.unknown()), generateEntities: z.array(z.unknown()) }),
  },
} as const satisfies Record<string, Endpoint>;
