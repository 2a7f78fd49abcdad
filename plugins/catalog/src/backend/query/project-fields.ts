import { InputError } from '@portico/errors';

/** Takes the asked parts out of an entity, given and returned as JSON. */
export type FieldProjection = (json: string) => string;

type Fields = Record<string, unknown>;

/**
 * Compiles a projection to dotted paths; `undefined` for no paths, which asks
 * for everything. Where a key has dots itself, as annotations have, steps of
 * the path are joined until there is such a key.
 *
 * @throws InputError for a path with a `[`.
 */
export function createFieldProjection(fields: readonly string[] = []): FieldProjection | undefined {
  const paths = fields.flatMap(field => field.split(',')).map(field => field.trim());
  const asked = paths.filter(path => path !== '');
  const indexed = asked.find(path => path.includes('['));
  if (indexed !== undefined) {
    throw new InputError(
      `Invalid field '${indexed}', array type fields are not supported. Ask for the whole array`,
    );
  }
  if (asked.length === 0) return undefined;
  const steps = asked.map(path => path.split('.'));
  return json => {
    const entity = JSON.parse(json) as Fields;
    const result: Fields = {};
    for (const path of steps) copyPath(entity, result, path);
    return JSON.stringify(result);
  };
}

function copyPath(source: Fields, target: Fields, path: readonly string[]): void {
  for (let length = 1; length <= path.length; length += 1) {
    const key = path.slice(0, length).join('.');
    if (!Object.hasOwn(source, key)) continue;
    const value = source[key];
    if (length === path.length) {
      define(target, key, value);
      return;
    }
    if (!isObject(value)) return;
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    const inner: Fields = isObject(present) ? present : {};
    copyPath(value, inner, path.slice(length));
    if (Object.keys(inner).length > 0) define(target, key, inner);
    return;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// A key may be called __proto__.
function define(target: Fields, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
