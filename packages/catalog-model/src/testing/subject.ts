import { createCatalogModel } from '../create-catalog-model.ts';
import type { Entity } from '../entity.ts';

/** The catalog model without extensions. */
export const model = createCatalogModel();

/** An entity of a kind. */
export const make = (
  kind: string,
  spec?: object,
  metadata: object = {},
  apiVersion = 'backstage.io/v1alpha1',
): Entity =>
  ({ apiVersion, kind, metadata: { name: 'subject', ...metadata }, ...(spec && { spec }) }) as Entity;

/** A valid component, changed. */
export const component = (spec: object = {}, metadata: object = {}): Entity =>
  make('Component', { type: 'service', lifecycle: 'production', owner: 'team-a', ...spec }, metadata);

/** The errors of an entity, a line each. */
export const errorsOf = (input: unknown): string[] =>
  model
    .validate(input)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ path, message, hint }) => `${path}: ${message}${hint ? ` (${hint})` : ''}`);

/** Where an entity has problems. */
export const pathsOf = (input: unknown): string[] => model.validate(input).problems.map(({ path }) => path);
