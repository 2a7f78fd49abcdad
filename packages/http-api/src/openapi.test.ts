import { describe, expect, it } from 'vitest';
import { createNotesWorld } from './testing/notes-api.ts';

describe('the OpenAPI document', () => {
  it('describes the API at /openapi.json', async () => {
    await using world = await createNotesWorld();
    const document = await (await world.fetch('/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Notes', version: '1' },
      servers: [{ url: '/api/notes' }],
      paths: {
        '/notes': {
          get: {
            operationId: 'list',
            summary: 'Lists notes',
            parameters: [
              {
                name: 'filter',
                in: 'query',
                required: false,
                style: 'form',
                explode: true,
                schema: { type: 'array', minItems: 1 },
              },
              { name: 'fields', style: 'form', explode: false },
              { name: 'limit', required: false, schema: { type: 'integer', maximum: 100, default: 20 } },
              { name: 'full', schema: { type: 'boolean' } },
              { name: 'order', description: 'By id', schema: { enum: ['asc', 'desc'] } },
            ],
            responses: {
              200: {
                content: {
                  'application/json': {
                    schema: { properties: { items: { items: { $ref: '#/components/schemas/Note' } } } },
                  },
                },
              },
              default: { $ref: '#/components/responses/Error' },
            },
          },
          post: {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { required: ['text'] } } },
            },
            responses: {
              201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
            },
          },
        },
        '/notes/{id}': {
          get: {
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { 404: { description: 'There is no such note' } },
          },
        },
        '/files/{path}': { get: { security: [{ bearer: [] }, {}] } },
      },
      components: {
        schemas: { Note: { type: 'object', required: ['id', 'text', 'tags'] }, Error: { type: 'object' } },
      },
    });
    expect(JSON.stringify(document)).not.toContain('$defs');
  });
});
