import type { ReactNode } from 'react';
import { createExtensionBlueprint, createExtensionDataRef } from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import { textField } from './config-fields.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** A link with an icon at the top of an entity's about card. */
export interface EntityIconLinkProps {
  icon?: ReactNode;
  label: string;
  /** Says more, when the pointer rests on it. */
  title?: string;
  href?: string;
  onClick?: () => void;
  disabled?: boolean;
}

/** What an icon link is made of. */
export interface EntityIconLinkParams {
  /** A hook, called where `useEntity` gives the entity. */
  useProps: () => EntityIconLinkProps;
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
}

/** The hook of an icon link. */
export const entityIconLinkPropsRef = createExtensionDataRef<() => EntityIconLinkProps>().with({
  id: 'entity-icon-link-props',
});

/** Makes links with an icon for the about card: `entity-icon-link:<plugin id>/<name>`. Config: `label`, `title`, `filter`. */
export const EntityIconLinkBlueprint = createExtensionBlueprint({
  kind: 'entity-icon-link',
  attachTo: { id: 'entity-card:catalog/about', input: 'iconLinks' },
  output: [entityIconLinkPropsRef, entityFilterFunctionRef.optional(), entityFilterExpressionRef.optional()],
  dataRefs: {
    useProps: entityIconLinkPropsRef,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
  },
  configSchema: { label: textField, title: textField, filter: entityFilterField },
  *factory({ useProps, filter }: EntityIconLinkParams, { config }) {
    const { label, title } = config;
    yield entityIconLinkPropsRef(function useConfiguredProps() {
      return { ...useProps(), ...(label !== undefined && { label }), ...(title !== undefined && { title }) };
    });
    yield* provideEntityFilter(config.filter, filter);
  },
});
