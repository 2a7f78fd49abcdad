import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  type ContentLoader,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import { optionalField } from './config-fields.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** Where a card stands: `info` beside the others, `content` among them. */
export type EntityCardType = 'info' | 'content';

/** What a card of the overview is made of. */
export interface EntityCardParams {
  loader: ContentLoader;
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
  type?: EntityCardType;
  /** Whether it says who or what the entity is: then it is the first of its column, and that column the first on a phone. */
  leads?: boolean;
}

/** Where the card wants to stand. */
export const entityCardTypeRef = createExtensionDataRef<EntityCardType>().with({
  id: 'catalog.entity-card-type',
});

/** That the card comes first. */
export const entityCardLeadsRef = createExtensionDataRef<boolean>().with({ id: 'catalog.entity-card-leads' });

/** Makes cards of an entity's overview: `entity-card:<plugin id>/<name>`. Config: `filter`, `type`. */
export const EntityCardBlueprint = createExtensionBlueprint({
  kind: 'entity-card',
  attachTo: { id: 'entity-content:catalog/overview', input: 'cards' },
  output: [
    coreExtensionData.reactElement,
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
    entityCardTypeRef.optional(),
    entityCardLeadsRef.optional(),
  ],
  dataRefs: {
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
    type: entityCardTypeRef,
  },
  configSchema: {
    filter: entityFilterField,
    type: optionalField(
      "'info' or 'content'",
      (value): value is EntityCardType => value === 'info' || value === 'content',
      { enum: ['info', 'content'] },
    ),
  },
  *factory(params: EntityCardParams, { node, config }) {
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
    yield* provideEntityFilter(config.filter, params.filter);
    const type = config.type ?? params.type;
    if (type) yield entityCardTypeRef(type);
    if (params.leads) yield entityCardLeadsRef(true);
  },
});
