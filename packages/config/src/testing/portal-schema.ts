import type { PackageConfigSchema } from '../schema/schema-types.ts';

/** Schemas that two packages could have, for tests. */
export const portalSchemas: PackageConfigSchema[] = [
  {
    packageName: '@example/backend',
    path: 'backend/config.schema.json',
    value: {
      type: 'object',
      required: ['backend'],
      properties: {
        app: {
          type: 'object',
          properties: {
            title: { type: 'string', visibility: 'frontend' },
            baseUrl: { type: 'string', visibility: 'frontend' },
          },
        },
        backend: {
          type: 'object',
          required: ['baseUrl'],
          properties: {
            baseUrl: {
              type: 'string',
              description: 'Where browsers reach the backend.',
              visibility: 'frontend',
            },
            listen: {
              anyOf: [
                { type: 'string' },
                {
                  type: 'object',
                  additionalProperties: false,
                  properties: {
                    host: { type: 'string' },
                    port: { type: 'integer', minimum: 1, maximum: 65535 },
                  },
                },
              ],
            },
            database: {
              type: 'object',
              properties: {
                client: { enum: ['better-sqlite3', 'pg'] },
                connection: {
                  anyOf: [
                    { type: 'string', visibility: 'secret' },
                    {
                      type: 'object',
                      properties: {
                        host: { type: 'string' },
                        password: { type: 'string', visibility: 'secret' },
                      },
                    },
                  ],
                },
              },
            },
            old: { type: 'boolean', deprecated: 'Use backend.listen.' },
            keys: { type: 'array', items: { type: 'string', visibility: 'secret' } },
          },
        },
      },
    },
  },
  {
    packageName: '@example/theme',
    path: 'theme/config.schema.json',
    value: {
      type: 'object',
      properties: {
        app: {
          type: 'object',
          properties: {
            branding: { type: 'object', deepVisibility: 'frontend' },
            links: { type: 'array', visibility: 'frontend', items: { type: 'string' } },
          },
        },
        vault: { type: 'object', deepVisibility: 'secret', properties: { address: { type: 'string' } } },
      },
    },
  },
];
