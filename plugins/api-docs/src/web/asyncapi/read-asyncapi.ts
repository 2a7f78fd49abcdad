import { entriesOf, fieldOf, toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { exampleOf } from '../schema/example-of.ts';
import { resolveRecord, resolveRef } from '../schema/resolve-ref.ts';

/** A message with its payload. */
export interface AsyncMessage {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  contentType?: string | undefined;
  headers?: unknown;
  payload: unknown;
  /** Given by the document, or made of the schema. */
  example: unknown;
}

/** What an application does with a channel. */
export interface AsyncOperation {
  id: string;
  /** In the words of AsyncAPI 3, from the side of the application: whether it sends or receives. */
  action: 'send' | 'receive';
  summary?: string | undefined;
  description?: string | undefined;
  /** The names of its messages. */
  messages: string[];
}

/** A topic, queue or path that messages go over. */
export interface AsyncChannel {
  id: string;
  address: string;
  title?: string | undefined;
  description?: string | undefined;
  parameters: { name: string; description?: string | undefined; schema: unknown }[];
  messages: AsyncMessage[];
  operations: AsyncOperation[];
}

/** An API of messages. */
export interface AsyncApiDocument {
  /** `AsyncAPI 3.0.0`. */
  format: string;
  title: string;
  version?: string | undefined;
  description?: string | undefined;
  servers: {
    name: string;
    address: string;
    protocol?: string | undefined;
    description?: string | undefined;
  }[];
  channels: AsyncChannel[];
  schemas: { name: string; schema: unknown }[];
}

/** Reads AsyncAPI 2 and 3. `undefined` when the document is neither. */
export function readAsyncApi(root: unknown): AsyncApiDocument | undefined {
  const version = toText(fieldOf(root, 'asyncapi'));
  if (version === undefined) return undefined;
  const info = toRecord(fieldOf(root, 'info'));
  const isThird = Number.parseInt(version, 10) >= 3;
  return {
    format: `AsyncAPI ${version}`,
    title: toText(info?.['title']) ?? '',
    version: toText(info?.['version']),
    description: toText(info?.['description']),
    servers: entriesOf(fieldOf(root, 'servers')).map(([name, node]) => readServer(root, name, node)),
    channels: entriesOf(fieldOf(root, 'channels')).map(([id, node]) => {
      const channel = resolveRecord(root, node) ?? {};
      return isThird ? readThird(root, id, channel) : readSecond(root, id, channel);
    }),
    schemas: entriesOf(fieldOf(fieldOf(root, 'components'), 'schemas')).map(([name, schema]) => ({
      name,
      schema,
    })),
  };
}

function readServer(root: unknown, name: string, node: unknown): AsyncApiDocument['servers'][number] {
  const server = resolveRecord(root, node) ?? {};
  const host = `${toText(server['host']) ?? ''}${toText(server['pathname']) ?? ''}`;
  return {
    name,
    address: toText(server['url']) ?? host,
    protocol: toText(server['protocol']),
    description: toText(server['description']),
  };
}

function readThird(root: unknown, id: string, channel: JsonRecord): AsyncChannel {
  const own = `#/channels/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const operations = entriesOf(fieldOf(root, 'operations')).flatMap(
    ([operationId, node]): AsyncOperation[] => {
      const operation = resolveRecord(root, node) ?? {};
      if (toText(fieldOf(operation['channel'], '$ref')) !== own) return [];
      return [
        {
          id: operationId,
          action: operation['action'] === 'send' ? 'send' : 'receive',
          ...texts(operation),
          messages: toList(operation['messages']).flatMap(message => lastStep(message) ?? []),
        },
      ];
    },
  );
  return {
    id,
    address: toText(channel['address']) ?? id,
    title: toText(channel['title']),
    description: toText(channel['description']) ?? toText(channel['summary']),
    parameters: readParameters(root, channel),
    messages: entriesOf(channel['messages']).map(([name, node]) => readMessage(root, name, node)),
    operations,
  };
}

/** In AsyncAPI 2 `subscribe` is what others do: they receive what the application sends. */
const actions = { publish: 'receive', subscribe: 'send' } as const;

function readSecond(root: unknown, id: string, channel: JsonRecord): AsyncChannel {
  const messages = new Map<string, AsyncMessage>();
  const operations = (['publish', 'subscribe'] as const).flatMap((key): AsyncOperation[] => {
    const operation = resolveRecord(root, channel[key]);
    if (!operation) return [];
    const choices = toList(fieldOf(operation['message'], 'oneOf'));
    const nodes = choices.length > 0 ? choices : [operation['message']].filter(node => node !== undefined);
    const read = nodes.map((node, index) => readMessage(root, lastStep(node) ?? `${key} ${index + 1}`, node));
    for (const message of read) messages.set(message.name, message);
    return [
      {
        id: toText(operation['operationId']) ?? `${key} ${id}`,
        action: actions[key],
        ...texts(operation),
        messages: read.map(message => message.name),
      },
    ];
  });
  return {
    id,
    address: id,
    description: toText(channel['description']),
    parameters: readParameters(root, channel),
    messages: [...messages.values()],
    operations,
  };
}

function texts(node: JsonRecord): { summary: string | undefined; description: string | undefined } {
  return { summary: toText(node['summary']), description: toText(node['description']) };
}

function readParameters(root: unknown, channel: JsonRecord): AsyncChannel['parameters'] {
  return entriesOf(channel['parameters']).map(([name, node]) => {
    const parameter = resolveRecord(root, node) ?? {};
    return { name, description: toText(parameter['description']), schema: parameter['schema'] ?? parameter };
  });
}

function readMessage(root: unknown, key: string, node: unknown): AsyncMessage {
  const resolved = resolveRef(root, node);
  const message = 'value' in resolved ? (toRecord(resolved.value) ?? {}) : {};
  // Version 3 wraps schemas of other formats than its own.
  const payload = fieldOf(message['payload'], 'schema') ?? message['payload'];
  const [first] = toList(message['examples']);
  return {
    name: toText(message['name']) ?? ('value' in resolved ? (resolved.name ?? key) : key),
    title: toText(message['title']),
    description: toText(message['description']) ?? toText(message['summary']),
    contentType: toText(message['contentType']) ?? toText(fieldOf(root, 'defaultContentType')),
    headers: message['headers'],
    payload: 'value' in resolved ? payload : node,
    example: fieldOf(first, 'payload') ?? exampleOf(root, payload),
  };
}

function lastStep(node: unknown): string | undefined {
  return toText(fieldOf(node, '$ref'))?.split('/').at(-1);
}
