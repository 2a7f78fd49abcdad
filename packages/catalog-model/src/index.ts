export {
  ANNOTATION_EDIT_URL,
  ANNOTATION_KUBERNETES_API_SERVER,
  ANNOTATION_KUBERNETES_API_SERVER_CA,
  ANNOTATION_KUBERNETES_AUTH_PROVIDER,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_ORPHAN,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_SOURCE_TEMPLATE,
  ANNOTATION_TECHDOCS_ENTITY,
  ANNOTATION_TECHDOCS_ENTITY_PATH,
  ANNOTATION_TECHDOCS_REF,
  ANNOTATION_VIEW_URL,
  wellKnownAnnotations,
  type AnnotationValueType,
} from './annotations.ts';
export {
  createCatalogModel,
  type CatalogModel,
  type CatalogModelOptions,
  type KindCheck,
  type ValidateOptions,
  type ValidationResult,
} from './create-catalog-model.ts';
export {
  DEFAULT_NAMESPACE,
  ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
  type CompoundEntityRef,
  type Entity,
  type EntityEnvelope,
  type EntityLink,
  type EntityMeta,
  type EntityRelation,
  type EntityStatus,
  type EntityStatusError,
  type EntityStatusItem,
  type EntityStatusLevel,
} from './entity.ts';
export {
  EntityValidationError,
  createProblem,
  formatProblem,
  fromPointer,
  toPointer,
  type EntityCheck,
  type EntityProblem,
  type FieldSteps,
} from './entity-problem.ts';
export {
  isProblemCode,
  problemText,
  problemTexts,
  writeProblemText,
  type ProblemCode,
  type ProblemText,
} from './problem-texts.ts';
export {
  getCompoundEntityRef,
  isEntityRef,
  isSameEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type EntityRefContext,
  type EntityRefParts,
} from './entity-ref.ts';
export { builtinFieldFormats, type FieldFormats } from './field-formats.ts';
export { interpretSchema } from './interpret-schema.ts';
export type { JsonSchema, SchemaCheck, SchemaCompiler, SchemaFault } from './json-schema.ts';
export type { KindDefinition, KindDisplay, RelationField, SpecTypeDefinition } from './kind-definition.ts';
export { isEntityOfKind, type EntityOf, type EntityProfile, type SpecByKind } from './kind-types.ts';
export { builtinKinds } from './kinds/builtin-kinds.ts';
export { loadCatalogModel } from './load-catalog-model.ts';
export {
  getEntitySourceLocation,
  parseLocationRef,
  stringifyLocationRef,
  type LocationRef,
} from './location-ref.ts';
export { builtinLocationTypes, defaultAllowedLocationTypes, legacyLocationTypes } from './location-types.ts';
export { builtinModelBase, type DeclaredMetadata, type DeclaredName, type ModelBase } from './model-base.ts';
export { parseModelExtension, type KindFields, type ModelExtension } from './model-extension.ts';
export {
  findPlaceholders,
  isPlaceholder,
  placeholderTarget,
  replacePlaceholders,
  type Placeholder,
  type PlaceholderResolver,
} from './placeholders.ts';
export type { RelationEdge } from './references.ts';
export {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CHILD_OF,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_MEMBER,
  RELATION_HAS_PART,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PARENT_OF,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  builtinRelationPairs,
  type RelationPair,
} from './relations.ts';
export { replaceScriptUrls } from './safe-annotations.ts';
export { buildSearchRows, checkSearchKeys, type SearchRow } from './search-rows.ts';
export {
  REJECTED_ANNOTATION_URL,
  classifyUrl,
  isScriptUrl,
  toSafeHref,
  type UrlSafety,
} from './url-safety.ts';
