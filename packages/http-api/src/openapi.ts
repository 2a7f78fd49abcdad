import { z } from 'zod';
import type { Api, Endpoint } from './endpoint.ts';
import { queryShapeOf } from './query-shape.ts';

type Json = Record<string, unknown>;

/**
 * Describes an API as an OpenAPI 3.1 document. Schemas with an id
 * (`.meta({ id: 'Entity' })`) become components.
 *
 * @param options - `baseUrl`: where the API is served.
 */
export function toOpenApi(api: Api, options: { baseUrl?: string } = {}): Json {
  const components: Json = { Error: errorSchema };
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries(api.endpoints)) {
    const path = endpoint.path.replaceAll(/[:*](\w+)/g, '{$1}');
    const item = (paths[path] ??= {});
    item[endpoint.method.toLowerCase()] = toOperation(name, endpoint, components);
  }
  return {
    openapi: '3.1.1',
    info: { title: api.title, version: api.version },
    servers: [{ url: options.baseUrl ?? `/api/${api.pluginId}` }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: { Error: toContent('The request failed', { $ref: '#/components/schemas/Error' }) },
    },
  };
}

function toOperation(operationId: string, endpoint: Endpoint, components: Json): Json {
  const { summary, description, body, output, status = 200, errors = {}, allow } = endpoint;
  const good = output ? toContent('Done', toSchema(output, 'output', components)) : { description: 'Done' };
  const isOpen = allow?.includes('none') ?? false;
  return {
    operationId,
    ...(summary ? { summary } : {}),
    ...(description ? { description } : {}),
    security: [{ bearer: [] }, ...(isOpen ? [{}] : [])],
    parameters: [...pathParameters(endpoint, components), ...queryParameters(endpoint, components)],
    ...(body
      ? { requestBody: { required: true, content: jsonContent(toSchema(body, 'input', components)) } }
      : {}),
    responses: {
      [status]: good,
      ...Object.fromEntries(
        Object.entries(errors).map(([code, text]) => [
          code,
          toContent(text, { $ref: '#/components/schemas/Error' }),
        ]),
      ),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function pathParameters({ path, params }: Endpoint, components: Json): Json[] {
  return [...path.matchAll(/[:*](\w+)/g)].map(([, name = '']) => {
    const schema = params?.shape[name] as z.ZodType | undefined;
    return {
      name,
      in: 'path',
      required: true,
      schema: schema ? toSchema(schema, 'input', components) : { type: 'string' },
    };
  });
}

function queryParameters({ query }: Endpoint, components: Json): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, field]) => {
    const schema = field as z.ZodType;
    const { kind, commas } = queryShapeOf(schema);
    return {
      name,
      in: 'query',
      required: !schema.safeParse(undefined).success,
      ...(schema.description ? { description: schema.description } : {}),
      schema: toSchema(schema, 'input', components),
      ...(kind === 'list' ? { style: 'form', explode: !commas } : {}),
    };
  });
}

/** The JSON Schema of a Zod schema; those within it that have an id go to the components. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const generated = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  const moved = JSON.parse(
    JSON.stringify(generated).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as Json & { $defs?: Json };
  const { $schema: _, $defs = {}, ...own } = moved;
  for (const [id, definition] of Object.entries($defs)) components[id] = withoutId(definition as Json);
  return own;
}

function withoutId(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'id'));
}

function toContent(description: string, schema: Json): Json {
  return { description, content: jsonContent(schema) };
}

function jsonContent(schema: Json): Json {
  return { 'application/json': { schema } };
}

const errorSchema: Json = {
  type: 'object',
  required: ['error', 'response'],
  properties: {
    error: {
      type: 'object',
      required: ['name', 'message'],
      properties: { name: { type: 'string' }, message: { type: 'string' } },
    },
    request: {
      type: 'object',
      properties: { method: { type: 'string' }, url: { type: 'string' } },
    },
    response: { type: 'object', required: ['statusCode'], properties: { statusCode: { type: 'integer' } } },
  },
};
