export { ANNOTATION_ORPHAN } from './annotations.ts';
export { DEFAULT_NAMESPACE, ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from './entity.ts';
export { replaceScriptUrls } from './safe-annotations.ts';
