import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  stringifyLocationRef,
} from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import type { CatalogProcessor, LocationSpec } from '../../node/processing.ts';

// A URL of a commit cannot be edited.
const commitHash = /\b[0-9a-f]{40,}\b/;

/** Tells on each entity where it is from, and where a person can see and change it. What the entity says itself, stays. */
export function createAnnotateLocationProcessor(integrations: ScmIntegrations): CatalogProcessor {
  return {
    getProcessorName: () => 'AnnotateLocationEntityProcessor',
    async preProcessEntity(entity, location, _emit, originLocation) {
      const wanted: Record<string, string | undefined> = {
        [ANNOTATION_LOCATION]: stringifyLocationRef(location),
        [ANNOTATION_ORIGIN_LOCATION]: stringifyLocationRef(originLocation),
        ...urlsOf(location, integrations),
      };
      const present = entity.metadata.annotations ?? {};
      const missing = Object.entries(wanted).filter(
        ([name, value]) => value !== undefined && !Object.hasOwn(present, name),
      );
      if (missing.length === 0) return entity;
      const annotations = { ...(Object.fromEntries(missing) as Record<string, string>), ...present };
      return { ...entity, metadata: { ...entity.metadata, annotations } };
    },
  };
}

function urlsOf(location: LocationSpec, integrations: ScmIntegrations): Record<string, string | undefined> {
  if (location.type !== 'url') return {};
  const { target } = location;
  const integration = integrations.byUrl(target);
  const folder = integration?.resolveUrl({ url: './', base: target });
  return {
    [ANNOTATION_VIEW_URL]: target,
    [ANNOTATION_EDIT_URL]: commitHash.test(target) ? undefined : integration?.resolveEditUrl(target),
    [ANNOTATION_SOURCE_LOCATION]: folder && stringifyLocationRef({ type: 'url', target: folder }),
  };
}
