import { InputError } from '@portico/errors';
import { ANNOTATION_LOCATION, ANNOTATION_SOURCE_LOCATION } from './annotations.ts';
import type { Entity } from './entity.ts';
import { stringifyEntityRef } from './entity-ref.ts';
import { isScriptUrl } from './url-safety.ts';

/** Where something is read from: a type that says how, and a target that says what. */
export interface LocationRef {
  /** Such as `url` or `file`. */
  type: string;
  /** Such as a URL or a path. */
  target: string;
}

/**
 * Reads a location ref of the form `<type>:<target>`; blanks around the parts are dropped.
 *
 * @throws InputError when a part is empty, the `url:` before a URL is missing, or the target would run a script.
 */
export function parseLocationRef(ref: string): LocationRef {
  if (typeof ref !== 'string') {
    throw new InputError(`Unable to parse location ref '${String(ref)}', unexpected argument ${typeof ref}`);
  }
  const colon = ref.indexOf(':');
  const type = ref.slice(0, Math.max(colon, 0)).trim();
  const target = ref.slice(colon + 1).trim();
  if (!type || !target) {
    throw new InputError(
      `Unable to parse location ref '${ref}', expected '<type>:<target>', e.g. 'url:https://host/path'`,
    );
  }
  if (type === 'http' || type === 'https') {
    throw new InputError(`Invalid location ref '${ref}', please prefix it with 'url:', e.g. 'url:${ref}'`);
  }
  rejectScript(type, target);
  return { type, target };
}

/**
 * Writes a location ref as `<type>:<target>`.
 *
 * @throws InputError when a part is empty or the target would run a script.
 */
export function stringifyLocationRef(ref: LocationRef): string {
  const { type, target } = ref;
  if (!type || !target)
    throw new InputError(`Unable to stringify location ref, empty ${type ? 'target' : 'type'}`);
  rejectScript(type, target);
  return `${type}:${target}`;
}

function rejectScript(type: string, target: string): void {
  if (isScriptUrl(target))
    throw new InputError(`Invalid location ref '${type}:${target}', target is a script URL`);
}

/**
 * Where the source code of an entity lives, or failing that the file that declares it.
 *
 * @throws InputError when the entity has neither annotation, or one that is no location ref.
 */
export function getEntitySourceLocation(entity: Entity): LocationRef {
  const { annotations } = entity.metadata;
  const ref = annotations?.[ANNOTATION_SOURCE_LOCATION] ?? annotations?.[ANNOTATION_LOCATION];
  if (!ref) {
    throw new InputError(
      `Entity '${stringifyEntityRef(entity)}' is missing location. Add the annotation ${ANNOTATION_SOURCE_LOCATION}`,
    );
  }
  return parseLocationRef(ref);
}
