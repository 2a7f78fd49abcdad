export {
  buildEntityFilter,
  type EntityFilterFunction,
  type EntityFilterInput,
} from './react/build-entity-filter.ts';
export { catalogApiRef } from './react/catalog-api.ts';
export { catalogModelQuery, useCatalogModel } from './react/catalog-model-query.ts';
export {
  CatalogExportConfigBlueprint,
  catalogExportCustomizationRef,
  type CatalogExportColumn,
  type CatalogExportCustomization,
  type CatalogExporter,
} from './react/catalog-export-config-blueprint.ts';
export { CatalogFacet } from './react/catalog-facet.tsx';
export {
  CatalogFilterBlueprint,
  catalogFilterRuleRef,
  type CatalogFilterContext,
  type CatalogFilterParams,
  type CatalogFilterRule,
} from './react/catalog-filter-blueprint.tsx';
export {
  useCatalogFilter,
  type CatalogFilterState,
  type FacetCount,
  type ListQuestion,
} from './react/catalog-list-context.ts';
export {
  catalogPartsApiRef,
  type CatalogPartsApi,
  type EntityListPageProps,
  type RelationCardProps,
  type RelationPath,
} from './react/catalog-parts-api.ts';
export { countErrors } from './react/count-errors.ts';
export {
  EntityCardBlueprint,
  entityCardLeadsRef,
  entityCardTypeRef,
  type EntityCardParams,
  type EntityCardType,
} from './react/entity-card-blueprint.tsx';
export {
  EntityContentBlueprint,
  entityContentGroupRef,
  entityContentIconRef,
  entityContentTitleRef,
  type EntityContentParams,
} from './react/entity-content-blueprint.tsx';
export {
  entityContentLayoutComponentRef,
  EntityContentLayoutBlueprint,
  type EntityContentLayoutParams,
  type EntityContentLayoutProps,
} from './react/entity-content-layout-blueprint.tsx';
export {
  AsyncEntityProvider,
  EntityProvider,
  useAsyncEntity,
  useEntity,
  type AsyncEntity,
} from './react/entity-context.tsx';
export {
  EntityContextMenuItemBlueprint,
  entityContextMenuItemDataRef,
  type EntityContextMenuItemData,
  type EntityContextMenuItemParams,
  type EntityContextMenuItemProps,
} from './react/entity-context-menu-item-blueprint.ts';
export {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  readEntityFilter,
} from './react/entity-filter-data.ts';
export { EntityHeaderBlueprint } from './react/entity-header-blueprint.tsx';
export {
  EntityHeaderLayoutBlueprint,
  entityHeaderLayoutComponentRef,
  type EntityHeaderLayoutParams,
  type EntityHeaderLayoutProps,
  type EntityHeaderTab,
} from './react/entity-header-layout-blueprint.tsx';
export {
  EntityIconLinkBlueprint,
  entityIconLinkPropsRef,
  type EntityIconLinkParams,
  type EntityIconLinkProps,
} from './react/entity-icon-link-blueprint.ts';
export { entityLoaderApiRef, type EntityLoaderApi } from './react/entity-loader-api.ts';
export { specText, titleOf, toEntityRef, type EntityOrRef, type RefDefaults } from './react/entity-names.ts';
export {
  entityPresentationApiRef,
  type EntityPresentationApi,
  type EntityRefPresentation,
  type EntityRefPresentationSnapshot,
} from './react/entity-presentation-api.ts';
export {
  catalogQueryKey,
  entityQuery,
  entitySummaryQuery,
  useEntityByRef,
  useEntitySummary,
} from './react/entity-queries.ts';
export { CatalogEntityLink, EntityRefLink, type EntityRefLinkProps } from './react/entity-ref-link.tsx';
export { EntityRefList } from './react/entity-ref-list.tsx';
export { catalogIndexRouteRef, entityRouteParams, entityRouteRef } from './react/routes.ts';
export { capitalize, fieldsOfKind, findKind, titleOfField, type KindField } from './react/kind-fields.ts';
export { StarButton } from './react/star-button.tsx';
export { starredEntitiesApiRef, type StarredEntitiesApi } from './react/starred-entities-api.ts';
export { useEntityPath, useEntityPresentation } from './react/use-entity-presentation.ts';
export {
  relatedRefs,
  useRelatedEntities,
  type RelatedEntities,
  type RelationFilter,
} from './react/use-related-entities.ts';
export { isBuiltInKind, useKindName, useKindPlural } from './react/use-kind-name.ts';
export { builtInRelations, useRelationWords } from './react/use-relation-words.ts';
export { useStarredEntities, useStarredEntity } from './react/use-starred-entities.ts';
export { useProblemWords, type WordsOfProblem } from './react/use-problem-words.ts';
