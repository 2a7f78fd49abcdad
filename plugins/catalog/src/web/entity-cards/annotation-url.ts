import { REJECTED_ANNOTATION_URL, toSafeHref, type Entity } from '@portico/catalog-model';

/** The URL in an annotation, where it can be followed and the catalog has not refused it. */
export function annotationUrl({ metadata }: Entity, annotation: string): string | undefined {
  const url = metadata.annotations?.[annotation];
  return url === undefined || url === REJECTED_ANNOTATION_URL ? undefined : toSafeHref(url);
}
