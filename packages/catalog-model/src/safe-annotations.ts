import { ANNOTATION_EDIT_URL, ANNOTATION_VIEW_URL } from './annotations.ts';
import type { Entity } from './entity.ts';
import { REJECTED_ANNOTATION_URL, isScriptUrl } from './url-safety.ts';

/**
 * Replaces a `view-url` or `edit-url` that would run a script by
 * {@link REJECTED_ANNOTATION_URL}, in a copy; returns the entity itself if
 * there is none.
 */
export function replaceScriptUrls(entity: Entity): Entity {
  const { annotations } = entity.metadata;
  if (!annotations) return entity;
  const rejected = [ANNOTATION_VIEW_URL, ANNOTATION_EDIT_URL].filter(name => {
    const value = Object.hasOwn(annotations, name) ? annotations[name] : undefined;
    return typeof value === 'string' && isScriptUrl(value);
  });
  if (rejected.length === 0) return entity;
  const replaced = {
    ...annotations,
    ...Object.fromEntries(rejected.map(name => [name, REJECTED_ANNOTATION_URL])),
  };
  return { ...entity, metadata: { ...entity.metadata, annotations: replaced } };
}
