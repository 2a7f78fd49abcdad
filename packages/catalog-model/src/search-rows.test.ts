import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from './entity.ts';
import { buildSearchRows, checkSearchKeys } from './search-rows.ts';

const entity = (parts: Partial<Entity> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  ...parts,
  metadata: { name: 'Pets', namespace: 'default', uid: 'U-1', etag: 'e', ...parts.metadata },
});

const rowsOf = (input: Entity): string[] =>
  buildSearchRows(input).map(({ key, value, originalValue }) => `${key}=${value}|${originalValue}`);

describe('buildSearchRows', () => {
  it('gives a row per value, in lower case, with the value as it was written', () => {
    expect(rowsOf(entity({ spec: { type: 'Service', port: 80, public: true, note: null } }))).toEqual([
      'apiversion=backstage.io/v1alpha1|backstage.io/v1alpha1',
      'kind=component|Component',
      'spec.type=service|Service',
      'spec.port=80|80',
      'spec.public=true|true',
      'spec.note=null|null',
      'metadata.name=pets|Pets',
      'metadata.namespace=default|default',
      'metadata.uid=u-1|U-1',
    ]);
  });

  it('gives list items the key of the list, and texts a key of their own', () => {
    const rows = rowsOf(
      entity({
        metadata: { name: 'a', tags: ['Java', 'java', 'go'] },
        spec: { ports: [{ n: 1 }, { n: 2 }, { n: 1 }] },
      }),
    );
    expect(rows.filter(row => row.startsWith('metadata.tags'))).toEqual([
      'metadata.tags=java|Java',
      'metadata.tags.java=true|true',
      'metadata.tags=go|go',
      'metadata.tags.go=true|true',
    ]);
    expect(rows.filter(row => row.startsWith('spec.'))).toEqual(['spec.ports.n=1|1', 'spec.ports.n=2|2']);
  });

  it('finds by relations and by how grave the status is, not by etag or attachments', () => {
    const input = entity({
      relations: [{ type: 'ownedBy', targetRef: 'group:default/A' }],
      status: { items: [{ type: 't', level: 'error', message: 'm' }] },
    });
    const rows = rowsOf({ ...input, attachments: { a: 1 } } as Entity);
    expect(rows).toContain('relations.ownedby=group:default/a|group:default/A');
    expect(rows.filter(row => /status|etag|attachments/.test(row))).toEqual([
      'status.items.level=error|error',
    ]);
  });

  it('stores long values as nothing and leaves long keys out', () => {
    const rows = rowsOf(
      entity({ spec: { long: 'x'.repeat(201), fits: 'x'.repeat(200), ['k'.repeat(200)]: 1 } }),
    );
    expect(rows).toContain('spec.long=null|null');
    expect(rows).toContain(`spec.fits=${'x'.repeat(200)}|${'x'.repeat(200)}`);
    expect(rows.some(row => row.startsWith('spec.kkk'))).toBe(false);
  });

  it('refuses keys that differ in case only, and names them', () => {
    const input = entity({ metadata: { name: 'a', labels: { Tier: '1', tier: '2' } } });
    expect(() => buildSearchRows(input)).toThrow("'metadata.labels.tier'");
    expect(checkSearchKeys(input)).toMatchObject([
      { path: 'metadata.labels', message: expect.stringContaining('"metadata.labels.tier" is there twice') },
    ]);
    expect(() => buildSearchRows(entity({ spec: { list: [{ A: 1 }, { a: 1 }] } }))).toThrow("'spec.list.a'");
  });

  it('treats keys such as __proto__ and constructor as any other', () => {
    const spec = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x", "toString": "y"}') as Record<
      string,
      string
    >;
    const rows = rowsOf(entity({ spec }));
    expect(rows).toEqual(
      expect.arrayContaining(['spec.__proto__.a=1|1', 'spec.constructor=x|x', 'spec.tostring=y|y']),
    );
  });

  it('never gives a row twice, a key over the limit or a letter in upper case', () => {
    const key = fc.oneof(
      fc.constantFrom('a', 'b', 'a.b', 'constructor', ''),
      fc.stringMatching(/^[a-z.]{0,8}$/),
    );
    const json = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, json, { maxKeys: 5 }), spec => {
        let rows;
        try {
          rows = buildSearchRows(entity({ spec: spec as NonNullable<Entity['spec']> }));
        } catch {
          return;
        }
        const unique = new Set(rows.map(row => JSON.stringify([row.key, row.value])));
        expect(unique.size).toBe(rows.length);
        for (const row of rows) {
          expect(row.key).toBe(row.key.toLowerCase());
          expect(row.key.length).toBeLessThanOrEqual(200);
          expect(row.value === null).toBe(row.originalValue === null);
          if (row.originalValue !== null) expect(row.value).toBe(row.originalValue.toLowerCase());
        }
      }),
      { numRuns: 2000 },
    );
  });
});
