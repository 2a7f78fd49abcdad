import { entriesOf, fieldOf, toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { resolveRecord } from '../schema/resolve-ref.ts';
import type {
  ApiServer,
  OpenApiDocument,
  OperationGroup,
  OperationSummary,
  SecurityScheme,
} from './openapi-types.ts';

/** The methods that a path may have, in the order in which they are shown. */
export const httpMethods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/** Reads OpenAPI 3 and Swagger 2. `undefined` when the document is neither. */
export function readOpenApi(root: unknown): OpenApiDocument | undefined {
  const version = toText(fieldOf(root, 'openapi')) ?? toText(fieldOf(root, 'swagger'));
  const info = toRecord(fieldOf(root, 'info'));
  if (version === undefined) return undefined;
  const components = fieldOf(root, 'components');
  return {
    format: `${fieldOf(root, 'openapi') === undefined ? 'Swagger' : 'OpenAPI'} ${version}`,
    title: toText(info?.['title']) ?? '',
    version: toText(info?.['version']),
    description: toText(info?.['description']),
    links: readLinks(root, info),
    servers: readServers(root, root),
    groups: groupOperations(root),
    schemas: entriesOf(fieldOf(components, 'schemas') ?? fieldOf(root, 'definitions')).map(
      ([name, schema]) => ({ name, schema }),
    ),
    security: entriesOf(fieldOf(components, 'securitySchemes') ?? fieldOf(root, 'securityDefinitions')).map(
      ([id, scheme]) => readScheme(id, resolveRecord(root, scheme) ?? {}),
    ),
  };
}

function readLinks(root: unknown, info: JsonRecord | undefined): OpenApiDocument['links'] {
  const contact = toRecord(info?.['contact']);
  const license = toRecord(info?.['license']);
  const docs = toRecord(fieldOf(root, 'externalDocs'));
  const email = toText(contact?.['email']);
  const found: [label: string | undefined, url: string | undefined][] = [
    [toText(docs?.['description']) ?? toText(docs?.['url']), toText(docs?.['url'])],
    [toText(contact?.['name']) ?? toText(contact?.['url']), toText(contact?.['url'])],
    [email, email && `mailto:${email}`],
    [toText(license?.['name']), toText(license?.['url'])],
  ];
  return found.flatMap(([label, url]) => (label !== undefined && url !== undefined ? [{ label, url }] : []));
}

/** The servers of a document, a path or a call. */
export function readServers(root: unknown, holder: unknown): ApiServer[] {
  const servers = toList(fieldOf(holder, 'servers')).flatMap((each): ApiServer[] => {
    const url = toText(fieldOf(each, 'url'));
    if (url === undefined) return [];
    const variables = entriesOf(fieldOf(each, 'variables')).map(([name, variable]) => ({
      name,
      value: toText(fieldOf(variable, 'default')) ?? '',
      choices: toList(fieldOf(variable, 'enum')).flatMap(choice => toText(choice) ?? []),
    }));
    return [{ url, description: toText(fieldOf(each, 'description')), variables }];
  });
  return servers.length > 0 || holder !== root ? servers : swaggerServers(root);
}

function swaggerServers(root: unknown): ApiServer[] {
  const host = toText(fieldOf(root, 'host'));
  const path = toText(fieldOf(root, 'basePath')) ?? '';
  if (host === undefined) return path === '' ? [] : [{ url: path, variables: [] }];
  const schemes = toList(fieldOf(root, 'schemes')).flatMap(scheme => toText(scheme) ?? []);
  const base = path === '/' ? '' : path;
  return (schemes.length > 0 ? schemes : ['https']).map(scheme => ({
    url: `${scheme}://${host}${base}`,
    variables: [],
  }));
}

function groupOperations(root: unknown): OperationGroup[] {
  const groups = new Map<string, OperationGroup>();
  for (const tag of toList(fieldOf(root, 'tags'))) {
    const name = toText(fieldOf(tag, 'name'));
    const description = toText(fieldOf(tag, 'description'));
    if (name !== undefined) groups.set(name, { name, description, operations: [] });
  }
  for (const [prefix, paths] of [
    ['', fieldOf(root, 'paths')],
    ['webhook ', fieldOf(root, 'webhooks')],
  ] as const) {
    for (const [path, item] of entriesOf(paths)) {
      for (const [operation, tag] of readPath(path, resolveRecord(root, item) ?? {}, prefix)) {
        const group = groups.get(tag) ?? { name: tag, operations: [] };
        groups.set(tag, group);
        group.operations.push(operation);
      }
    }
  }
  return [...groups.values()].filter(group => group.operations.length > 0);
}

function readPath(path: string, item: JsonRecord, prefix: string): [OperationSummary, tag: string][] {
  return httpMethods.flatMap(method => {
    const operation = toRecord(item[method]);
    if (!operation) return [];
    const summary: OperationSummary = {
      id: `${prefix}${method} ${path}`,
      method,
      path,
      summary: toText(operation['summary']),
      operationId: toText(operation['operationId']),
      isDeprecated: operation['deprecated'] === true,
    };
    return [[summary, toText(toList(operation['tags'])[0]) ?? '']];
  });
}

function readScheme(id: string, scheme: JsonRecord): SecurityScheme {
  const type = toText(scheme['type']) ?? '';
  const http = toText(scheme['scheme'])?.toLowerCase();
  const place = toText(scheme['in']);
  const isKey = type === 'apiKey' && (place === 'header' || place === 'query' || place === 'cookie');
  return {
    id,
    kind: isKey ? 'apiKey' : type === 'basic' || http === 'basic' ? 'basic' : tokenKind(type, http),
    label: [type, http].filter(part => part !== undefined).join(' '),
    description: toText(scheme['description']),
    in: isKey ? place : undefined,
    name: toText(scheme['name']),
  };
}

function tokenKind(type: string, http: string | undefined): SecurityScheme['kind'] {
  return http === 'bearer' || type === 'oauth2' || type === 'openIdConnect' ? 'bearer' : 'other';
}
