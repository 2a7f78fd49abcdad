import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../parse/read-document.ts';
import { readAsyncApi } from './read-asyncapi.ts';

function read(text: string) {
  const found = readDocument(text);
  return 'value' in found ? readAsyncApi(found.value) : undefined;
}

describe('readAsyncApi', () => {
  it('reads version 3', () => {
    const file = new URL('../../../../../examples/apis/positions.asyncapi.yaml', import.meta.url);
    expect(read(readFileSync(file, 'utf8'))).toMatchObject({
      format: 'AsyncAPI 3.0.0',
      servers: [{ name: 'production', address: 'kafka.tidewater.example:9092', protocol: 'kafka' }],
      channels: [
        {
          id: 'positions',
          address: 'tracking.vessel.positions',
          operations: [{ id: 'sendPosition', action: 'send' }],
          messages: [{ name: 'position', example: { vessel: 'text', latitude: 0 } }],
        },
      ],
    });
  });

  it('reads version 2, where subscribe is what the application sends', () => {
    const document = read(`
asyncapi: 2.6.0
info: {title: Lights, version: 1.0.0}
channels:
  light/{id}:
    parameters: {id: {schema: {type: string}}}
    publish:
      message: {$ref: '#/components/messages/Turn'}
    subscribe:
      operationId: onMeasured
      message:
        oneOf:
          - {name: measured, payload: {type: object, properties: {lumens: {type: integer}}}}
          - {$ref: '#/components/messages/Turn'}
components:
  messages:
    Turn: {payload: {type: string, enum: [on, off]}, contentType: text/plain}
`);
    expect(document?.channels).toMatchObject([
      {
        address: 'light/{id}',
        parameters: [{ name: 'id', schema: { type: 'string' } }],
        operations: [
          { action: 'receive', messages: ['Turn'] },
          { id: 'onMeasured', action: 'send', messages: ['measured', 'Turn'] },
        ],
        messages: [
          { name: 'Turn', contentType: 'text/plain', example: 'on' },
          { name: 'measured', example: { lumens: 0 } },
        ],
      },
    ]);
  });

  it('is not misled by other documents or nonsense', () => {
    expect(read('openapi: 3.0.0')).toBeUndefined();
    expect(
      read('asyncapi: 3.0.0\nchannels: {a: 5, b: {messages: [1]}}\noperations: x')?.channels,
    ).toHaveLength(2);
  });
});
