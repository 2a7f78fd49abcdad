import { hash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@portico/catalog-model';
import type { LocationSpec } from './processing.ts';

/** The name of the entity that stands for a location: `generated-` and the SHA-1 of its ref. */
export function locationSpecToMetadataName(location: LocationSpec): string {
  return `generated-${hash('sha1', `${location.type}:${location.target}`, 'hex')}`;
}

/**
 * The entity that stands for a location. With a parent, it takes over the
 * parent's locations; on its own it is its own origin.
 *
 * @throws InputError when the target would run a script.
 */
export function locationSpecToLocationEntity(options: {
  location: LocationSpec;
  parentEntity?: Entity | undefined;
}): Entity {
  const { location, parentEntity } = options;
  const ownRef = stringifyLocationRef(location);
  const inherited = parentEntity?.metadata.annotations;
  const locationRef = parentEntity ? inherited?.[ANNOTATION_LOCATION] : ownRef;
  const originRef = parentEntity ? inherited?.[ANNOTATION_ORIGIN_LOCATION] : ownRef;
  if (!locationRef || !originRef) {
    const ref = parentEntity ? stringifyEntityRef(parentEntity) : ownRef;
    throw new Error(
      `Parent entity '${ref}' of location ${ownRef} has no location annotations. Emit it with ${ANNOTATION_LOCATION} and ${ANNOTATION_ORIGIN_LOCATION}`,
    );
  }
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: {
      name: locationSpecToMetadataName(location),
      annotations: { [ANNOTATION_LOCATION]: locationRef, [ANNOTATION_ORIGIN_LOCATION]: originRef },
    },
    spec: {
      type: location.type,
      target: location.target,
      ...(location.presence && { presence: location.presence }),
    },
  };
}
