import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConfigReader, type JsonObject, type JsonValue } from './index.ts';

const read = (...layers: JsonObject[]) =>
  createConfigReader(layers.map((data, index) => ({ context: `file-${index}`, data })));

describe('merging', () => {
  it('takes objects key by key and everything else from the last source', () => {
    const config = read({ a: { b: 1, c: [1, 2], d: 'x' } }, { a: { c: [3], e: true } });
    expect(config.get()).toEqual({ a: { b: 1, c: [3], d: 'x', e: true } });
    expect(config.getConfig('a').keys()).toEqual(['c', 'e', 'b', 'd']);
  });

  it('unsets with null, also below a value that comes later', () => {
    const config = read({ a: { b: 1, c: 1 } }, { a: null }, { a: { c: 2 } });
    expect(config.get('a')).toEqual({ c: 2 });
    expect(read({ a: 1 }, { a: null }).has('a')).toBe(false);
    expect(read({ a: { b: 1 } }, { a: null }).getOptionalNumber('a.b')).toBeUndefined();
    expect(read({ a: 1, b: 1 }, { a: null }).keys()).toEqual(['b']);
  });

  it('lets an object replace a primitive and a primitive an object', () => {
    expect(
      read({ a: 'x' }, { a: { b: 1 } })
        .getConfig('a')
        .getNumber('b'),
    ).toBe(1);
    expect(read({ a: { b: 1 } }, { a: 'x' }).get('a')).toBe('x');
    expect(read({ a: { b: 1 } }, { a: 'x' }, { a: { c: 1 } }).get('a')).toEqual({ c: 1 });
  });

  it('is what a naive fold over the sources gives', () => {
    const json = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.string(),
        fc.array(fc.integer(), { maxLength: 2 }),
        tie('object'),
      ),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'c-d', 'constructor'), tie('value'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(
        fc.array(json.object as fc.Arbitrary<JsonObject>, { minLength: 1, maxLength: 4 }),
        layers => {
          const expected = layers.reduce<JsonValue>((below, above) => overlay(below, above), {});
          expect(read(...layers).get()).toEqual(withoutNulls(expected));
        },
      ),
    );
  });
});

/** The merge as one would write it on a napkin: `null` stays, and is taken out at the end. */
function overlay(below: JsonValue | undefined, above: JsonValue): JsonValue {
  if (!isObject(above)) return above;
  const result: JsonObject = isObject(below) ? { ...below } : {};
  for (const [key, value] of Object.entries(above)) {
    if (value !== undefined)
      result[key] = overlay(Object.hasOwn(result, key) ? result[key] : undefined, value);
  }
  return result;
}

function withoutNulls(value: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('reading', () => {
  it('names key and source of what is missing or of another type', () => {
    const config = read({ a: { b: 'x' } }, { a: { c: [1], d: '' } });
    expect(() => config.getString('a.z')).toThrow("Missing required config value at 'a.z' in 'file-1'");
    expect(() => config.getConfig('a').getString('z')).toThrow(
      "Missing required config value at 'a.z' in 'file-1'",
    );
    expect(() => config.getString('a.c')).toThrow(
      new TypeError("Invalid type in config for key 'a.c' in 'file-1', got array, wanted string"),
    );
    expect(() => config.getString('a.d')).toThrow("'a.d' in 'file-1', got empty-string, wanted string");
    expect(() => config.getConfig('a.b')).toThrow("'a.b' in 'file-0', got string, wanted object");
    expect(() => config.getString('a.b.c')).toThrow("'a.b' in 'file-0', got string, wanted object");
    expect(() => config.getStringArray('a.c')).toThrow(
      "'a.c[0]' in 'file-1', got number, wanted string-array",
    );
    expect(() => config.getConfigArray('a.c')).toThrow(
      "'a.c[0]' in 'file-1', got number, wanted object-array",
    );
    expect(() => config.getNumber('a.b')).toThrow(
      "Unable to convert config value for key 'a.b' in 'file-0' to a number",
    );
  });

  it('reads lists of objects, each with its index in the messages', () => {
    const [first, second] = read({ list: [{ a: 1 }, { b: 2 }] }).getConfigArray('list');
    expect(first?.getNumber('a')).toBe(1);
    expect(() => second?.getNumber('a')).toThrow("Missing required config value at 'list[1].a' in 'file-0'");
  });

  it('takes numbers and booleans from text', () => {
    const config = read({ port: '7007', blank: ' ', yes: 'Yes', off: ' OFF ', one: 1, odd: 'maybe', two: 2 });
    expect(config.getNumber('port')).toBe(7007);
    expect(config.getBoolean('yes')).toBe(true);
    expect(config.getBoolean('off')).toBe(false);
    expect(config.getBoolean('one')).toBe(true);
    expect(() => config.getNumber('blank')).toThrow('to a number');
    expect(() => config.getBoolean('odd')).toThrow("for key 'odd' in 'file-0' to a boolean");
    expect(() => config.getBoolean('two')).toThrow('to a boolean');
  });

  it('gives undefined for what is absent and never what objects inherit', () => {
    const config = read({ a: {} });
    expect(config.getOptional('constructor')).toBeUndefined();
    expect(config.getOptional('a.constructor.name')).toBeUndefined();
    expect(config.getOptionalConfigArray('list')).toBeUndefined();
    expect(createConfigReader([]).getOptional()).toBeUndefined();
    expect(createConfigReader([]).keys()).toEqual([]);
  });

  it('gives copies', () => {
    const config = read({ a: { b: [1] } });
    config.get<{ b: number[] }>('a').b.push(2);
    expect(config.get('a.b')).toEqual([1]);
  });

  it.each(['__proto__', 'a..b', 'a.', '1a', 'a b', 'a-', 'ä'])("refuses the key '%s'", key => {
    expect(() => read({ a: 1 }).has(key)).toThrow(new TypeError(`Invalid config key '${key}'`));
  });

  it.each(['a', 'A1', 'a-b_c:d', 'x.y2.z'])("accepts the key '%s'", key => {
    expect(read({}).has(key)).toBe(false);
  });
});

describe('warnings', () => {
  it('names deprecated keys at once and filtered keys when they are read', () => {
    const warnings: string[] = [];
    const config = createConfigReader(
      [
        {
          context: 'app',
          data: { a: {} },
          filteredKeys: ['a.token'],
          deprecatedKeys: [{ key: 'a.old', description: 'Use a.new.' }],
        },
      ],
      { warn: message => warnings.push(message) },
    );
    expect(warnings).toEqual([
      "The configuration key 'a.old' of app is deprecated and may be removed soon. Use a.new.",
    ]);
    config.getConfig('a').getOptionalString('token');
    config.getOptionalString('a.token');
    config.getOptionalString('a.other');
    expect(warnings.slice(1)).toEqual([
      "The configuration value at 'a.token' is not visible here, so that it reads as absent",
    ]);
  });
});
