import { expect, it } from 'vitest';
import { listConfigKeys, mergeConfigSchemas, type PackageConfigSchema } from '../loader.ts';

const schemas: PackageConfigSchema[] = [
  {
    packageName: 'a',
    path: 'a',
    value: {
      required: ['app'],
      definitions: {
        time: {
          title: 'Duration',
          anyOf: [{ type: 'string' }, { type: 'object', properties: { days: { type: 'number' } } }],
        },
        tree: { type: 'object', properties: { sub: { $ref: '#/definitions/tree' } } },
      },
      properties: {
        app: {
          type: 'object',
          description: 'The app.',
          properties: {
            poll: { $ref: '#/definitions/time', default: '5m' },
            wait: { anyOf: [{ type: 'number' }, { $ref: '#/definitions/time' }] },
            tree: { $ref: '#/definitions/tree' },
            hosts: {
              type: 'array',
              items: { type: 'object', properties: { token: { type: 'string', visibility: 'secret' } } },
            },
            by: { type: 'object', deepVisibility: 'frontend', additionalProperties: { enum: ['x', 1] } },
          },
        },
      },
    },
  },
  {
    packageName: 'b',
    path: 'b',
    value: {
      properties: {
        app: {
          type: 'object',
          required: ['title'],
          properties: { title: { type: 'string', deprecated: 'Use x.' }, poll: { type: 'string' } },
        },
      },
    },
  },
];

it('lists every key with what the packages say of it', () => {
  expect(listConfigKeys(schemas)).toEqual([
    {
      key: 'app',
      packageName: 'a',
      wants: 'an object',
      required: true,
      visibility: 'backend',
      description: 'The app.',
    },
    {
      key: 'app.poll',
      packageName: 'a',
      wants: 'a duration',
      required: false,
      visibility: 'backend',
      default: '5m',
    },
    {
      key: 'app.wait',
      packageName: 'a',
      wants: 'a number or a duration',
      required: false,
      visibility: 'backend',
    },
    { key: 'app.tree', packageName: 'a', wants: 'an object', required: false, visibility: 'backend' },
    { key: 'app.tree.sub', packageName: 'a', wants: 'an object', required: false, visibility: 'backend' },
    {
      key: 'app.hosts',
      packageName: 'a',
      wants: 'a list, each item an object',
      required: false,
      visibility: 'backend',
    },
    { key: 'app.hosts[]', packageName: 'a', wants: 'an object', required: false, visibility: 'backend' },
    { key: 'app.hosts[].token', packageName: 'a', wants: 'text', required: false, visibility: 'secret' },
    { key: 'app.by', packageName: 'a', wants: 'an object', required: false, visibility: 'frontend' },
    { key: 'app.by.<name>', packageName: 'a', wants: "'x' or 1", required: false, visibility: 'frontend' },
    { key: 'app', packageName: 'b', wants: "an object with 'title'", required: false, visibility: 'backend' },
    {
      key: 'app.title',
      packageName: 'b',
      wants: 'text',
      required: true,
      visibility: 'backend',
      deprecated: 'Use x.',
    },
    { key: 'app.poll', packageName: 'b', wants: 'text', required: false, visibility: 'backend' },
  ]);
});

it('merges all schemas into one without references', () => {
  const merged = mergeConfigSchemas(schemas);
  expect(JSON.stringify(merged)).not.toContain('$ref');
  expect(merged).toMatchObject({
    title: 'Application configuration',
    required: ['app'],
    properties: {
      app: {
        required: ['title'],
        properties: {
          title: { type: 'string' },
          poll: { title: 'Duration', anyOf: [{ type: 'string' }, { type: 'object' }], type: 'string' },
          tree: { properties: { sub: {} } },
        },
      },
    },
  });
});
