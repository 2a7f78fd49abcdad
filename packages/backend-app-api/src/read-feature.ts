import { InputError } from '@portico/errors';
import type {
  FeatureLoader,
  InternalServiceFactory,
  RegistrationsFeature,
} from '@portico/backend-plugin-api';

/** A feature, told apart by what it brings. */
export type ReadFeature =
  | { type: 'service'; factory: InternalServiceFactory }
  | { type: 'loader'; loader: FeatureLoader }
  | { type: 'registrations'; feature: RegistrationsFeature };

/** Takes the feature out of a module namespace, also of one whose default export was wrapped once more by CommonJS. */
export function unwrapFeature(value: unknown): unknown {
  const once = unwrapDefault(value);
  return unwrapDefault(once);
}

/**
 * Checks the shape of a feature and tells its type; looks at the shape alone,
 * since features come from other packages and other versions. A function that
 * carries the properties of a feature is one. Throws `InputError`.
 */
export function readFeature(value: unknown, path: string): ReadFeature {
  if (!isObjectLike(value)) throw invalid(path, 'an object or function', value);
  if (value.$$type !== '@backstage/BackendFeature') {
    throw invalid(`${path}.$$type`, `"@backstage/BackendFeature"`, value.$$type);
  }
  if (value.version !== 'v1') throw invalid(`${path}.version`, '"v1"', value.version);
  if (value.featureType === 'service' || 'service' in value) {
    return { type: 'service', factory: readServiceFactory(value, path) };
  }
  if (value.featureType === 'loader') return { type: 'loader', loader: readLoader(value, path) };
  if (value.featureType === 'registrations' || 'getRegistrations' in value) {
    if (typeof value.getRegistrations !== 'function') {
      throw invalid(`${path}.getRegistrations`, 'a function', value.getRegistrations);
    }
    return { type: 'registrations', feature: value as unknown as RegistrationsFeature };
  }
  throw invalid(`${path}.featureType`, '"service", "registrations", or "loader"', value.featureType);
}

/** Checks the shape of a service factory. Throws `InputError`. */
export function readServiceFactory(value: unknown, path: string): InternalServiceFactory {
  if (!isObjectLike(value)) throw invalid(path, 'a service factory', value);
  assertServiceRef(value.service, `${path}.service`);
  assertDeps(value.deps, `${path}.deps`);
  if (typeof value.factory !== 'function') throw invalid(`${path}.factory`, 'a function', value.factory);
  return value as unknown as InternalServiceFactory;
}

/** Throws `InputError` unless the value is the reference of a service. */
export function assertServiceRef(value: unknown, path: string): void {
  assertRef(value, path, 'a service reference object');
  if (value.scope !== 'root' && value.scope !== 'plugin') {
    throw invalid(`${path}.scope`, '"root" or "plugin"', value.scope);
  }
}

/** Throws `InputError` unless the value is an object with an `id`. */
export function assertRef(
  value: unknown,
  path: string,
  expected: string,
): asserts value is { id: string; [key: string]: unknown } {
  if (typeof value !== 'object' || !isObjectLike(value)) throw invalid(path, expected, value);
  if (typeof value.id !== 'string') throw invalid(`${path}.id`, 'a string', value.id);
}

/** Whether a value can have properties of its own. */
export function isObjectLike(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The error for a feature whose shape is not the expected one. */
export function invalid(path: string, expected: string, value: unknown): InputError {
  return new InputError(
    `Invalid backend feature at ${path}, expected ${expected}, received ${describe(value)}`,
  );
}

function unwrapDefault(value: unknown): unknown {
  return isObjectLike(value) && !('$$type' in value) && 'default' in value ? value.default : value;
}

function readLoader(value: Record<string, unknown>, path: string): FeatureLoader {
  if (typeof value.loader !== 'function') throw invalid(`${path}.loader`, 'a function', value.loader);
  const deps = value.deps ?? {};
  assertDeps(deps, `${path}.deps`);
  for (const [name, ref] of Object.entries<{ scope: string }>(deps)) {
    if (ref.scope === 'root') continue;
    throw new InputError(
      `Feature loaders can only depend on root scoped services, but '${name}' is scoped to '${ref.scope}'. Offending loader is ${String(value.description)}`,
    );
  }
  return value as unknown as FeatureLoader;
}

function assertDeps(value: unknown, path: string): asserts value is FeatureLoader['deps'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(path, 'a dependency object', value);
  }
  for (const [name, ref] of Object.entries(value)) assertServiceRef(ref, `${path}.${name}`);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
