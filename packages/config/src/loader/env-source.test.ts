import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { nodeToJson } from './config-node.ts';
import { readEnvSource } from './env-source.ts';

const read = (env: Record<string, string>) => {
  const { source, problems } = readEnvSource(env);
  return { data: source && nodeToJson(source.root), problems: problems.map(({ message }) => message) };
};

describe('readEnvSource', () => {
  it('takes the name apart at each underscore and the value as JSON or text', () => {
    expect(
      read({
        APP_CONFIG_app_title: 'Portal',
        APP_CONFIG_backend_listen_port: '7007',
        APP_CONFIG_backend_csp: '{"connect-src":["x"]}',
        'APP_CONFIG_auth_my-provider_on': 'true',
        APP_CONFIG_empty: '',
        OTHER: 'x',
      }).data,
    ).toEqual({
      app: { title: 'Portal' },
      backend: { listen: { port: 7007 }, csp: { 'connect-src': ['x'] } },
      auth: { 'my-provider': { on: true } },
    });
    expect(read({ OTHER: 'x' })).toEqual({ data: undefined, problems: [] });
  });

  it('nests into an object, whichever comes first', () => {
    const expected = { a: { b: 1, c: 2 } };
    expect(read({ APP_CONFIG_a: '{"b":1}', APP_CONFIG_a_c: '2' }).data).toEqual(expected);
    expect(read({ APP_CONFIG_a_c: '2', APP_CONFIG_a: '{"b":1}' }).data).toEqual({ a: { b: 1, c: 2 } });
  });

  it('reports every variable that cannot be used, with its name', () => {
    const reading = readEnvSource({
      APP_CONFIG_a: '1',
      APP_CONFIG_a_b: '2',
      APP_CONFIG_x: '{"y":1}',
      APP_CONFIG_x_y: '2',
      APP_CONFIG_1: 'x',
      APP_CONFIG___proto__: 'x',
      APP_CONFIG_a_constructor: 'x',
      APP_CONFIG_deep: '{"p":[{"__proto__":1}]}',
      APP_CONFIG_null: 'null',
    });
    expect(reading.source).toBeUndefined();
    expect(reading.problems.map(({ place, message }) => `${place?.variable}: ${message}`).toSorted()).toEqual(
      [
        expect.stringContaining("APP_CONFIG_1: Invalid env config key '1'"),
        expect.stringContaining("APP_CONFIG___proto__: Invalid env config key '__proto__'"),
        expect.stringContaining(
          "APP_CONFIG_a_b: Could not nest config for key 'a_b' under existing value 'a'",
        ),
        expect.stringContaining("APP_CONFIG_a_constructor: Invalid env config key 'a_constructor'"),
        expect.stringContaining("APP_CONFIG_deep: The value of key 'deep' holds the key '__proto__'"),
        expect.stringContaining("APP_CONFIG_null: The value of key 'null' may not be null"),
        expect.stringContaining("APP_CONFIG_x_y: Refusing to override existing config at key 'x_y'"),
      ],
    );
  });

  it('gives back any object whose leaves are written as variables', () => {
    const key = fc
      .stringMatching(/^[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?$/)
      .filter(text => text !== 'constructor' && text !== 'prototype');
    const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.string({ minLength: 1 }), fc.array(fc.integer()));
    const tree = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3 })), {
      minKeys: 1,
      maxKeys: 4,
    });
    fc.assert(
      fc.property(tree, data => {
        const env = Object.fromEntries(
          leaves(data as JsonObject, 'APP_CONFIG').map(([name, value]) => [name, JSON.stringify(value)]),
        );
        expect(read(env)).toEqual({ data, problems: [] });
      }),
    );
  });
});

function leaves(data: JsonObject, prefix: string): [string, JsonValue][] {
  return Object.entries(data).flatMap(([key, value]): [string, JsonValue][] => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? leaves(value, `${prefix}_${key}`) : [[`${prefix}_${key}`, value ?? null]];
  });
}
