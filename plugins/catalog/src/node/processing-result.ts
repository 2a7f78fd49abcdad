import { InputError, NotFoundError } from '@portico/errors';
import { writeProblemText, type Entity, type ProblemText } from '@portico/catalog-model';
import type { CatalogProcessorResult, EntityRelationSpec, LocationSpec } from './processing.ts';

/** Makes the results that processors emit. Messages that have a code are shown in the language of whoever reads them. */
export const processingResult = {
  notFoundError: (location: LocationSpec, message: string | ProblemText): CatalogProcessorResult =>
    toErrorResult(location, message, NotFoundError),
  inputError: (location: LocationSpec, message: string | ProblemText): CatalogProcessorResult =>
    toErrorResult(location, message, InputError),
  generalError: (location: LocationSpec, message: string | ProblemText): CatalogProcessorResult =>
    toErrorResult(location, message, Error),
  location: (location: LocationSpec): CatalogProcessorResult => ({ type: 'location', location }),
  entity: (
    location: LocationSpec,
    entity: Entity,
    options: { locationKey?: string | null } = {},
  ): CatalogProcessorResult => ({ type: 'entity', location, entity, ...options }),
  relation: (relation: EntityRelationSpec): CatalogProcessorResult => ({ type: 'relation', relation }),
  refresh: (key: string): CatalogProcessorResult => ({ type: 'refresh', key }),
} as const;

function toErrorResult(
  location: LocationSpec,
  text: string | ProblemText,
  kind: new (message: string) => Error,
): CatalogProcessorResult {
  const error =
    typeof text === 'string' ? new kind(text) : Object.assign(new kind(writeProblemText(text)), { text });
  return { type: 'error', location, error };
}
