import { InputError, NotFoundError } from '@portico/errors';
import type { Entity } from '@portico/catalog-model';
import type { CatalogProcessorResult, EntityRelationSpec, LocationSpec } from './processing.ts';

/** Makes the results that processors emit. */
export const processingResult = {
  notFoundError: (location: LocationSpec, message: string): CatalogProcessorResult => ({
    type: 'error',
    location,
    error: new NotFoundError(message),
  }),
  inputError: (location: LocationSpec, message: string): CatalogProcessorResult => ({
    type: 'error',
    location,
    error: new InputError(message),
  }),
  generalError: (location: LocationSpec, message: string): CatalogProcessorResult => ({
    type: 'error',
    location,
    error: new Error(message),
  }),
  location: (location: LocationSpec): CatalogProcessorResult => ({ type: 'location', location }),
  entity: (
    location: LocationSpec,
    entity: Entity,
    options: { locationKey?: string | null } = {},
  ): CatalogProcessorResult => ({ type: 'entity', location, entity, ...options }),
  relation: (relation: EntityRelationSpec): CatalogProcessorResult => ({ type: 'relation', relation }),
  refresh: (key: string): CatalogProcessorResult => ({ type: 'refresh', key }),
} as const;
