import { entriesOf, fieldOf, toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { exampleOf } from '../schema/example-of.ts';
import { resolveRecord } from '../schema/resolve-ref.ts';
import type { ApiAnswer, ApiContent, ApiOperation, ApiParameter, OperationSummary } from './openapi-types.ts';
import { readServers } from './read-openapi.ts';

/** Reads all that a document tells about one of its calls. */
export function readOperation(root: unknown, summary: OperationSummary): ApiOperation {
  const paths = fieldOf(root, summary.id.startsWith('webhook ') ? 'webhooks' : 'paths');
  const item = resolveRecord(root, fieldOf(paths, summary.path)) ?? {};
  const operation = toRecord(item[summary.method]) ?? {};
  const parameters = readParameters(root, item, operation);
  const isSwagger = fieldOf(root, 'swagger') !== undefined;
  return {
    ...summary,
    description: toText(operation['description']) ?? toText(item['description']),
    parameters: parameters.flatMap(each => toParameter(each) ?? []),
    body: isSwagger ? readSwaggerBody(root, operation, parameters) : readBody(root, operation['requestBody']),
    answers: entriesOf(operation['responses']).map(([status, answer]) =>
      readAnswer(root, { status, answer: resolveRecord(root, answer) ?? {}, operation }),
    ),
    security: readSecurity(root, operation),
    servers: firstFilled([operation, item, root].map(holder => readServers(root, holder))),
  };
}

function firstFilled<Item>(lists: Item[][]): Item[] {
  return lists.find(list => list.length > 0) ?? [];
}

function readParameters(root: unknown, item: JsonRecord, operation: JsonRecord): JsonRecord[] {
  const found = new Map<string, JsonRecord>();
  // A call's own parameter replaces that of its path.
  for (const each of [...toList(item['parameters']), ...toList(operation['parameters'])]) {
    const parameter = resolveRecord(root, each);
    if (parameter) found.set(`${toText(parameter['in'])} ${toText(parameter['name'])}`, parameter);
  }
  return [...found.values()];
}

function toParameter(parameter: JsonRecord): ApiParameter | undefined {
  const name = toText(parameter['name']);
  const place = toText(parameter['in']);
  if (name === undefined) return undefined;
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') return undefined;
  const [content] = entriesOf(parameter['content']);
  return {
    name,
    in: place,
    isRequired: parameter['required'] === true || place === 'path',
    isDeprecated: parameter['deprecated'] === true,
    description: toText(parameter['description']),
    // Swagger 2 writes the schema into the parameter itself.
    schema: parameter['schema'] ?? fieldOf(content?.[1], 'schema') ?? parameter,
    example: parameter['example'] ?? firstExample(parameter),
    isExploded: parameter['explode'] !== false && (place === 'query' || place === 'cookie'),
  };
}

function readBody(root: unknown, node: unknown): ApiOperation['body'] {
  const body = resolveRecord(root, node);
  if (!body) return undefined;
  return {
    isRequired: body['required'] === true,
    description: toText(body['description']),
    contents: readContents(root, body['content']),
  };
}

/** A body of Swagger 2: one parameter, or the fields of a form. */
function readSwaggerBody(
  root: unknown,
  operation: JsonRecord,
  parameters: JsonRecord[],
): ApiOperation['body'] {
  const whole = parameters.find(parameter => parameter['in'] === 'body');
  const fields = parameters.filter(parameter => parameter['in'] === 'formData');
  if (!whole && fields.length === 0) return undefined;
  const properties = Object.fromEntries(fields.map(field => [toText(field['name']) ?? '', field]));
  const schema = whole ? whole['schema'] : { type: 'object', properties };
  const consumes = textsOf(operation['consumes'] ?? fieldOf(root, 'consumes'));
  const types =
    consumes.length > 0 ? consumes : [whole ? 'application/json' : 'application/x-www-form-urlencoded'];
  return {
    isRequired: whole?.['required'] === true,
    description: toText(whole?.['description']),
    contents: types.map(mediaType => ({ mediaType, schema, example: exampleOf(root, schema) })),
  };
}

function readContents(root: unknown, content: unknown): ApiContent[] {
  return entriesOf(content).map(([mediaType, media]) => {
    const schema = fieldOf(media, 'schema');
    const example = fieldOf(media, 'example') ?? firstExample(media, root) ?? exampleOf(root, schema);
    return { mediaType, schema, example };
  });
}

function firstExample(holder: unknown, root?: unknown): unknown {
  const [first] = entriesOf(fieldOf(holder, 'examples'));
  return first && fieldOf(resolveRecord(root, first[1]), 'value');
}

function readAnswer(
  root: unknown,
  { status, answer, operation }: { status: string; answer: JsonRecord; operation: JsonRecord },
): ApiAnswer {
  const produces = textsOf(operation['produces'] ?? fieldOf(root, 'produces'));
  const swaggerSchema = answer['schema'];
  return {
    status,
    description: toText(answer['description']),
    headers: entriesOf(answer['headers']).map(([name, node]) => {
      const header = resolveRecord(root, node);
      return { name, description: toText(header?.['description']), schema: header?.['schema'] ?? header };
    }),
    contents:
      swaggerSchema === undefined
        ? readContents(root, answer['content'])
        : (produces.length > 0 ? produces : ['application/json']).map(mediaType => ({
            mediaType,
            schema: swaggerSchema,
            example: fieldOf(answer['examples'], mediaType) ?? exampleOf(root, swaggerSchema),
          })),
  };
}

function readSecurity(root: unknown, operation: JsonRecord): string[] {
  const needs = toList(operation['security'] ?? fieldOf(root, 'security'));
  return [...new Set(needs.flatMap(need => Object.keys(toRecord(need) ?? {})))];
}

function textsOf(value: unknown): string[] {
  return toList(value).flatMap(each => toText(each) ?? []);
}
