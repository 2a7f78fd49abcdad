import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityExplanation } from '@portico/catalog-client';
import { describeField, toChangeRows } from './change-rows.ts';
import { faultsOfEntity, toFaults } from './faults.ts';
import { toOriginSteps } from './origin-steps.ts';
import { describePlace } from './source-place.ts';

const explanation = (parts: Partial<EntityExplanation> = {}): EntityExplanation => ({
  entityRef: 'component:default/a',
  state: 'present',
  summary: '',
  sources: [],
  chain: [],
  problems: [],
  errors: [],
  rules: [],
  conflicts: [],
  processors: [],
  schedule: { reason: '', code: 'change' },
  permission: { permission: 'catalog.entity.read', decision: 'allow', conditional: false },
  similar: [],
  ...parts,
});

describe('the way to an entity', () => {
  it('begins with the provider, and names each file once', () => {
    const file = 'url:https://host/catalog-info.yaml';
    const chain = [
      { entityRef: 'location:default/x', provider: 'locations', location: 'url:https://host/all.yaml' },
      { entityRef: 'location:default/y', location: file },
      { entityRef: 'component:default/a', location: file },
    ];
    expect(toOriginSteps(explanation({ chain }))).toEqual([
      { type: 'provider', name: 'locations' },
      {
        type: 'entity',
        entityRef: 'location:default/x',
        location: 'url:https://host/all.yaml',
        isSelf: false,
      },
      { type: 'entity', entityRef: 'location:default/y', location: file, isSelf: false },
      { type: 'entity', entityRef: 'component:default/a', isSelf: true },
    ]);
    expect(toOriginSteps(explanation())).toEqual([]);
    const sources = [{ type: 'provider' as const, name: 'ldap' }];
    expect(toOriginSteps(explanation({ sources }))).toEqual([{ type: 'provider', name: 'ldap' }]);
    const held = { provider: 'ldap', removalHeldSince: '2026-01-01T00:00:00.000Z' };
    expect(
      toOriginSteps(explanation({ chain: [{ entityRef: 'component:default/a', ...held }] })),
    ).toMatchObject([
      { type: 'provider', name: 'ldap', removalHeldSince: held.removalHeldSince },
      { isSelf: true },
    ]);
  });
});

describe('a place in a file', () => {
  it('is short, and leads to the line where the host has lines', () => {
    expect(
      describePlace('url:https://github.com/a/b/blob/main/sub/catalog-info.yaml', { line: 3, column: 5 }),
    ).toEqual({
      label: 'github.com/…/sub/catalog-info.yaml:3:5',
      title: 'https://github.com/a/b/blob/main/sub/catalog-info.yaml:3:5',
      href: 'https://github.com/a/b/blob/main/sub/catalog-info.yaml#L3',
    });
    expect(describePlace('http://localhost:80/x.yaml?raw=1', { line: 3 })).toMatchObject({
      label: 'localhost/x.yaml:3',
      href: 'http://localhost:80/x.yaml?raw=1',
    });
    expect(describePlace('/srv/portal/examples/org/users.yaml', { line: 1 })).toEqual({
      label: 'org/users.yaml:1',
      title: '/srv/portal/examples/org/users.yaml:1',
    });
    expect(describePlace('./domains.yaml').label).toBe('domains.yaml');
  });

  it('never leads to a script, whatever it is made of', () => {
    expect(describePlace('url:javascript:alert(1)')).not.toHaveProperty('href');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), source => {
        expect(describePlace(source).href ?? 'https:').toMatch(/^https?:/i);
      }),
    );
  });
});

describe('faults', () => {
  it('come with field, place and hint, errors first, and the failed read once', () => {
    const faults = toFaults(
      explanation({
        fetch: {
          location: 'url:https://host/a.yaml',
          at: '',
          outcome: 'failed',
          error: { name: 'E', message: 'no' },
        },
        problems: [
          {
            severity: 'warning',
            check: 'advice',
            pointer: '/spec/x',
            path: 'spec.x',
            message: 'w',
            hint: 'h',
            line: 2,
          },
          { severity: 'error', check: 'yaml', pointer: '', path: '', message: 'e', source: '/a/b.yaml' },
        ],
        errors: [{ name: 'Error', message: 'it failed: no' }],
      }),
    );
    expect(faults).toEqual([
      { severity: 'error', message: 'e', place: { label: 'a/b.yaml', title: '/a/b.yaml' } },
      { severity: 'error', message: 'it failed: no' },
      {
        severity: 'warning',
        message: 'w',
        hint: 'h',
        field: 'spec.x',
        place: { label: 'host/a.yaml:2', title: 'https://host/a.yaml:2', href: 'https://host/a.yaml' },
      },
    ]);
  });

  it('of a file that cannot be read are told by line, and a failed read by its message', () => {
    const location = 'url:https://host/a.yaml';
    const problem = { severity: 'error' as const, check: 'yaml' as const, pointer: '', path: '' };
    const problems = [
      { ...problem, message: 'one', source: location, line: 2 },
      { ...problem, message: 'two', source: location, line: 9 },
    ];
    const error = { name: 'Error', message: 'YAML error at x, line 2: one; line 9: two' };
    const fetch = { location, at: '', outcome: 'failed' as const, error };
    expect(toFaults(explanation({ fetch, problems })).map(({ message }) => message)).toEqual(['one', 'two']);
    expect(toFaults(explanation({ fetch }))).toMatchObject([
      { message: error.message, place: { label: 'host/a.yaml' } },
    ]);
  });

  it('are those of processing when the entity tells them itself', () => {
    const item = { type: 'backstage.io/catalog-processing', level: 'error' as const, message: 'm' };
    const entity = { apiVersion: 'v', kind: 'K', metadata: { name: 'n' } };
    const items = [item, { ...item, type: 'other' }, { ...item, level: 'info' as const }];
    expect(faultsOfEntity({ ...entity, status: { items } })).toEqual([{ severity: 'error', message: 'm' }]);
    expect(faultsOfEntity(entity)).toEqual([]);
  });
});

describe('changes', () => {
  it('show a value before and after, and of lists and texts only what differs', () => {
    expect(
      toChangeRows([
        { op: 'replace', path: '/spec/lifecycle', previous: 'one', value: 'two' },
        { op: 'add', path: '/metadata/annotations/example.com~1x', value: '1' },
        { op: 'replace', path: '/metadata/tags', previous: ['a', 'b'], value: ['b', 'c'] },
        { op: 'replace', path: '/metadata/description', previous: 'x\nold\ny', value: 'x\nnew\ny' },
        { op: 'remove', path: '/metadata/links', previous: [{ url: 'https://x', title: 'X' }] },
        { op: 'replace', path: '/spec/list', previous: ['a', 'b'], value: ['b', 'a'] },
        { op: 'add', path: '/status', value: { items: [{ type: 't', level: 'error', message: 'm' }] } },
        { op: 'replace', path: '/spec/n', previous: 1, value: { deep: [true] } },
      ]),
    ).toEqual([
      { field: 'spec.lifecycle', removed: ['one'], added: ['two'] },
      { field: 'metadata.annotations["example.com/x"]', removed: [], added: ['1'] },
      { field: 'metadata.tags', removed: ['a'], added: ['c'] },
      { field: 'metadata.description', removed: ['old'], added: ['new'] },
      { field: 'metadata.links', removed: ['X · https://x'], added: [] },
      { field: 'spec.list', removed: ['a', 'b'], added: ['b', 'a'] },
      { field: 'status', isFault: true, removed: [], added: ['m'] },
      { field: 'spec.n', removed: ['1'], added: ['{"deep":[true]}'] },
    ]);
  });

  it('leave out the whole entity of a creation', () => {
    expect(toChangeRows([{ op: 'add', path: '', value: { kind: 'X' } }])).toEqual([]);
  });

  it('keep apart what differs, whatever the values are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, value) => {
        if (JSON.stringify(previous) === JSON.stringify(value)) return;
        const json = JSON.parse(JSON.stringify([previous, value])) as [null, null];
        const [row] = toChangeRows([{ op: 'replace', path: '/x', previous: json[0], value: json[1] }]);
        expect(row?.field).toBe('x');
      }),
    );
    expect(describeField('/__proto__/a b')).toBe('__proto__["a b"]');
  });
});
