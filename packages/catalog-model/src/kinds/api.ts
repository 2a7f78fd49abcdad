import type { KindDefinition } from '../kind-definition.ts';
import { catalogApiVersions, fields, ownerField, specSchema, systemField, text } from './field-schemas.ts';

const common = { type: fields.type, lifecycle: fields.lifecycle, owner: fields.owner, system: fields.system };

const mcpServerSpec = {
  type: 'object',
  required: ['type', 'lifecycle', 'owner'],
  properties: {
    ...common,
    remotes: {
      type: 'array',
      minItems: 1,
      description: 'Where the server answers',
      items: {
        type: 'object',
        required: ['type', 'url'],
        properties: { type: text('Transport'), url: text('Address') },
      },
    },
    definition: text('What the server offers, in place of or beside its addresses'),
  },
  if: { required: ['definition'] },
  else: { required: ['remotes'] },
};

/** A boundary between pieces of software. An MCP server needs `remotes`, or a `definition` as any other API. */
export const apiKind: KindDefinition = {
  kind: 'API',
  apiVersions: catalogApiVersions,
  description: 'A boundary between pieces of software, with its definition',
  schema: specSchema(['type', 'lifecycle', 'owner', 'definition'], {
    ...common,
    definition: text(
      'The definition itself, such as an OpenAPI document; usually taken from a file by $text',
    ),
  }),
  specTypes: {
    'mcp-server': {
      description: 'A server of the Model Context Protocol',
      schema: { type: 'object', required: ['spec'], properties: { spec: mcpServerSpec } },
    },
  },
  relationFields: [ownerField, systemField],
  display: { icon: 'plug', hue: 168, plural: 'APIs' },
};
