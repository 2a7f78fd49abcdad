import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  getCompoundEntityRef,
  isEntityRef,
  isSameEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from './entity-ref.ts';

describe('parseEntityRef', () => {
  it.each([
    ['component:default/a', { kind: 'component', namespace: 'default', name: 'a' }],
    ['Component:Ns/A', { kind: 'Component', namespace: 'Ns', name: 'A' }],
    ['component:a', { kind: 'component', namespace: 'default', name: 'a' }],
    ['a', { kind: 'Group', namespace: 'default', name: 'a' }],
    ['ns/a', { kind: 'Group', namespace: 'ns', name: 'a' }],
    ['ns/a:b', { kind: 'Group', namespace: 'ns', name: 'a:b' }],
    ['k:a/b/c', { kind: 'k', namespace: 'a', name: 'b/c' }],
    ['k:a:b', { kind: 'k', namespace: 'default', name: 'a:b' }],
  ])('reads %s', (ref, expected) => {
    expect(parseEntityRef(ref, { defaultKind: 'Group' })).toEqual(expected);
  });

  it.each([':a', 'k:', '/a', 'ns/', 'k:/a', 'k:ns/', ':', '/', ''])('refuses %j', ref => {
    expect(() => parseEntityRef(ref, { defaultKind: 'Group' })).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        statusCode: 400,
        message: expect.stringContaining('Entity reference'),
      }),
    );
    expect(() => parseEntityRef(ref)).toThrow(TypeError);
  });

  it('asks for the kind when the context gives none, and shows what to write', () => {
    expect(() => parseEntityRef('a')).toThrow(
      'Entity reference "a" had missing or empty kind. Start it with the kind',
    );
  });

  it('takes the namespace of the context, and reads parts as well as text', () => {
    expect(parseEntityRef('k:a', { defaultNamespace: 'ns' }).namespace).toBe('ns');
    expect(parseEntityRef({ name: 'a' }, { defaultKind: 'k' })).toEqual({
      kind: 'k',
      namespace: 'default',
      name: 'a',
    });
    expect(() => parseEntityRef({ kind: 'k', namespace: '', name: 'a' })).toThrow(
      'missing or empty namespace',
    );
    expect(() => parseEntityRef({ kind: 'k', name: '' })).toThrow('missing or empty name');
  });

  it('reads back what it wrote, in lower case', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(part, part, part, (kind, namespace, name) => {
        const text = stringifyEntityRef({ kind, namespace, name });
        expect(text).toBe(text.toLowerCase());
        expect(stringifyEntityRef(parseEntityRef(text))).toBe(text);
        expect(isSameEntityRef(text, { kind, namespace, name })).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('never answers with an empty part, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a:/]{0,6}$/)), text => {
        if (!isEntityRef(text, { defaultKind: 'k' })) return;
        const parts = parseEntityRef(text, { defaultKind: 'k' });
        expect(Object.values(parts).every(part => part.length > 0)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

it('writes the ref of an entity, with the default namespace where it has none', () => {
  const entity = { apiVersion: 'a/v1', kind: 'API', metadata: { name: 'Pets' } };
  expect(stringifyEntityRef(entity)).toBe('api:default/pets');
  expect(getCompoundEntityRef(entity)).toEqual({ kind: 'API', namespace: 'default', name: 'Pets' });
});
