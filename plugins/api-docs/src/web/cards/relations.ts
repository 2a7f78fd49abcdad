import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
} from '@portico/catalog-model';
import { translated } from '@portico/frontend-plugin-api';
import type { RelationCardProps } from '@portico/plugin-catalog/react';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';

/** The APIs that a component provides. */
export const providedApis: RelationCardProps = {
  title: translated(apiDocsTranslationRef, 'card.providedApis'),
  relation: RELATION_PROVIDES_API,
  kind: 'api',
  field: 'spec.providesApis',
};

/** The APIs that a component uses. */
export const consumedApis: RelationCardProps = {
  title: translated(apiDocsTranslationRef, 'card.consumedApis'),
  relation: RELATION_CONSUMES_API,
  kind: 'api',
  field: 'spec.consumesApis',
};

/** The APIs of a system. */
export const hasApis: RelationCardProps = {
  title: translated(apiDocsTranslationRef, 'card.hasApis'),
  relation: RELATION_HAS_PART,
  kind: 'api',
  field: 'spec.system',
  isOfOthers: true,
};

/** The components behind an API. */
export const providingComponents: RelationCardProps = {
  title: translated(apiDocsTranslationRef, 'card.providingComponents'),
  relation: RELATION_API_PROVIDED_BY,
  kind: 'component',
  field: 'spec.providesApis',
  isOfOthers: true,
};

/** The components that use an API. */
export const consumingComponents: RelationCardProps = {
  title: translated(apiDocsTranslationRef, 'card.consumingComponents'),
  relation: RELATION_API_CONSUMED_BY,
  kind: 'component',
  field: 'spec.consumesApis',
  isOfOthers: true,
};
