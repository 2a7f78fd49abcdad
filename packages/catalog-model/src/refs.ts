export {
  getCompoundEntityRef,
  isEntityRef,
  isSameEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type EntityRefContext,
  type EntityRefParts,
} from './entity-ref.ts';
export { parseLocationRef, stringifyLocationRef, type LocationRef } from './location-ref.ts';
