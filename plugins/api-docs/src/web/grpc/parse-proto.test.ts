import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProto } from './parse-proto.ts';
import { tokenizeProto } from './tokenize-proto.ts';

const file = `// Licence text.

syntax = "proto3";
package acme.v1;
import public "google/protobuf/empty.proto";
option java_package = "com.acme";

/**
 * Room left.
 */
service Capacity {
  option deprecated = true;
  // Asks.
  rpc Remaining(stream VesselRequest) returns (.acme.v1.Room) { option (google.api.http) = { get: "/v1" }; }
  rpc Watch(VesselRequest) returns (stream Room);
}

message VesselRequest {
  reserved 2, 15 to 17;
  string vessel = 1; // behind
  // Before.
  repeated int32 decks = 3 [deprecated = true];
  map<string, Room> rooms = 4;
  oneof by { string name = 5; bytes id = 6; }
  message Inner { enum Kind { UNKNOWN = 0; } Kind kind = 1; }
  optional .acme.v1.Room room = 7;
}
message Room {}
extend google.protobuf.FieldOptions { string x = 50000; }
`;

describe('parseProto', () => {
  it('reads services, messages and enums with their comments', () => {
    const parsed = parseProto(file);
    if ('problem' in parsed) throw new Error(parsed.problem.message);
    expect(parsed).toMatchObject({
      syntax: 'proto3',
      package: 'acme.v1',
      imports: ['google/protobuf/empty.proto'],
    });
    expect(parsed.items.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'service Capacity',
      'message VesselRequest',
      'message VesselRequest.Inner',
      'enum VesselRequest.Inner.Kind',
      'message Room',
    ]);
    expect(parsed.items[0]).toMatchObject({
      comment: 'Room left.',
      methods: [
        {
          name: 'Remaining',
          input: 'VesselRequest',
          streamsInput: true,
          output: '.acme.v1.Room',
          comment: 'Asks.',
        },
        { name: 'Watch', streamsInput: false, streamsOutput: true },
      ],
    });
    expect(parsed.items[1]).toMatchObject({
      fields: [
        { name: 'vessel', type: 'string', number: '1' },
        { name: 'decks', type: 'int32', label: 'repeated', isDeprecated: true, comment: 'Before.' },
        { name: 'rooms', type: 'map<string, Room>' },
        { name: 'name', oneof: 'by' },
        { name: 'id', oneof: 'by' },
        { name: 'room', label: 'optional', type: '.acme.v1.Room' },
      ],
    });
    expect(parsed.items[0]).not.toHaveProperty('comment', 'Licence text.');
  });

  it.each([
    ['message A {\n  string b 1;\n}', 2, 12],
    ['message A {\n', 1, 11],
    ['this is no proto', 1, 1],
  ])('tells where %j is broken', (text, line, column) => {
    expect(parseProto(text)).toMatchObject({ problem: { line, column } });
  });

  it('does not throw, whatever the text, and loses no line', () => {
    const words = [
      'message',
      'enum',
      'rpc',
      'service',
      'oneof',
      '{',
      '}',
      '(',
      ')',
      ';',
      '=',
      'a',
      '1',
      '"',
      '//',
      '/*',
      '\n',
      'map',
      '<',
      '[',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), parts => {
        const text = parts.join(' ');
        expect(parseProto(text)).toBeTypeOf('object');
        const last = tokenizeProto(text).at(-1)?.line ?? 1;
        expect(last).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
    expect(parseProto('message A {'.repeat(50_000))).toHaveProperty('problem');
  });
});
