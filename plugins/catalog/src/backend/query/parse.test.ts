import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOf, anyOf, type Condition, conditionId, hasKey, hasPrefix, isOneOf, not } from './condition.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parseFilterParams, toCondition } from './entity-filter.ts';
import { parseFilterPredicate } from './filter-predicate.ts';
import { createFieldProjection } from './project-fields.ts';

describe('filters', () => {
  it.each([
    [['kind=component'], { anyOf: [{ allOf: [{ key: 'kind', values: ['component'] }] }] }],
    [[' a = b , a=c,d '], { anyOf: [{ allOf: [{ key: 'a', values: ['b', 'c'] }, { key: 'd' }] }] }],
    [['a=b=c'], { anyOf: [{ allOf: [{ key: 'a', values: ['b=c'] }] }] }],
    [['a='], { anyOf: [{ allOf: [{ key: 'a', values: [''] }] }] }],
    [['a', 'b'], { anyOf: [{ allOf: [{ key: 'a' }] }, { allOf: [{ key: 'b' }] }] }],
    [['', ' , '], undefined],
  ])('%j are read', (params, expected) => expect(parseFilterParams(params)).toEqual(expected));

  it('refuses a statement without a key', () => {
    expect(() => parseFilterParams(['a=b,=c'])).toThrow(
      "Invalid filter, '=c' is not a valid statement (expected a string on the form a=b or a= or a)",
    );
  });

  it('takes or refuses whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), params => expectInputError(() => parseFilterParams(params))),
    );
    fc.assert(fc.property(fc.anything(), value => expectInputError(() => toCondition(value))));
    fc.assert(fc.property(fc.jsonValue(), value => expectInputError(() => toCondition(value))));
  });
});

describe('conditions', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ',', '(', ')', '\0', 'is', 'not', 'any('),
    maxLength: 4,
  });
  const leaf = fc.oneof(
    fc.tuple(text, text).map(([key, value]) => isOneOf(key, [value])),
    fc.tuple(text, text).map(([key, value]) => hasPrefix(key, value)),
    text.map(hasKey),
  );
  const { tree } = fc.letrec<{ tree: Condition }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map(allOf),
      fc.array(tie('tree'), { maxLength: 3 }).map(anyOf),
      tie('tree').map(not),
    ),
  }));
  const sorted = (condition: Condition): unknown => {
    if (condition.op === 'not') return [condition.op, sorted(condition.of)];
    if (condition.op !== 'all' && condition.op !== 'any') return condition;
    return [condition.op, ...condition.of.map(part => JSON.stringify(sorted(part))).sort()];
  };

  it('have the same id only if they are the same, but for the order of their parts', () => {
    const ids = new Map<string, string>();
    const property = fc.property(tree, condition => {
      const same = JSON.stringify(sorted(condition));
      expect(ids.get(conditionId(condition)) ?? same).toBe(same);
      ids.set(conditionId(condition), same);
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});

it('takes no value of a condition for a part of its shape', () => {
  const valued: Condition = { op: 'valued', key: 'n' };
  const one = allOf([isOneOf('k', ['a', 'b']), hasPrefix('m', ')'), valued]);
  const other = allOf([anyOf([isOneOf('k', ['a', 'b)']), hasPrefix('m', '')]), valued]);
  expect(conditionId(one)).not.toBe(conditionId(other));
});

describe('predicates', () => {
  it.each([
    ['kind', 'Invalid query: expected an object'],
    [[], 'Invalid query: expected an object'],
    [null, 'Invalid query: expected an object'],
    [{ $all: {} }, 'Invalid query.$all: expected a list'],
    [{ $any: [1] }, 'Invalid query.$any[0]: expected an object'],
    [{ $not: [] }, 'Invalid query.$not: expected an object'],
    [{ $all: [], kind: 'a' }, "Invalid query: '$all' must stand alone"],
    [{ $nor: [] }, "Invalid query: there is no operator '$nor' here"],
    [{ kind: null }, 'Invalid query["kind"]: expected a text'],
    [{ kind: { $gt: 1 } }, "there is no operator '$gt'"],
    [{ kind: { $in: 'a' } }, 'Invalid query["kind"].$in: expected a list'],
    [{ kind: { $in: [{}] } }, 'Invalid query["kind"].$in: expected a list'],
    [{ kind: { $exists: 'yes' } }, 'expected true or false'],
    [{ kind: { $hasPrefix: 1 } }, 'expected a text'],
    [{ kind: { $contains: { type: 'x' } } }, "objects only for 'relations'"],
    [{ relations: { $contains: { targetRef: 'x' } } }, "expected the text 'type'"],
    [{ relations: { $contains: { type: 'a', targetRef: { $nin: [] } } } }, 'expected a list'],
    [{ kind: { $in: [], $exists: true } }, 'expected a text'],
  ])('%j are refused', (query, message) => expect(() => parseFilterPredicate(query)).toThrow(message));

  it('takes or refuses whatever comes, however deep', () => {
    fc.assert(fc.property(fc.anything(), value => expectInputError(() => parseFilterPredicate(value))));
    let deep: unknown = {};
    for (let depth = 0; depth < 20_000; depth += 1) deep = { $not: deep };
    expect(() => parseFilterPredicate(deep)).toThrow('nested deeper than 64 levels');
  });
});

describe('cursors', () => {
  it('are given back as they were', () => {
    const cursor = {
      orderFields: [{ field: 'metadata.name', order: 'desc' as const }],
      orderFieldValues: ['ä', '17'] as [string, string],
      isPrevious: true,
      query: { kind: 'a' },
      totalItems: 3,
    };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it('are refused when they are anything else', () => {
    const asCursor = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64');
    for (const text of [
      '',
      'x',
      asCursor(1),
      asCursor({}),
      asCursor({ orderFields: [], isPrevious: false }),
    ]) {
      expect(() => decodeCursor(text)).toThrow('Malformed cursor');
    }
    fc.assert(fc.property(fc.string(), text => expectInputError(() => decodeCursor(text))));
    fc.assert(fc.property(fc.jsonValue(), value => expectInputError(() => decodeCursor(asCursor(value)))));
  });
});

describe('fields', () => {
  const entity = {
    kind: 'K',
    metadata: { name: 'n', annotations: { 'a.b/c.d': '1', a: '2' }, tags: ['x'] },
    spec: { deep: { er: { '': 0 } }, none: null },
    ...JSON.parse('{"__proto__": {"a": 1}}'),
  };
  it.each([
    [['kind,metadata.name'], { kind: 'K', metadata: { name: 'n' } }],
    [['metadata.annotations.a.b/c.d', 'metadata.tags'], { metadata: { annotations: {}, tags: ['x'] } }],
    [['spec.deep', 'spec.none'], { spec: { deep: { er: { '': 0 } }, none: null } }],
    [['metadata', 'metadata.name'], { metadata: entity.metadata }],
    [['nothing', 'metadata.nothing', 'kind.more'], {}],
    [['__proto__.a'], JSON.parse('{"__proto__": {"a": 1}}')],
    [['constructor', 'toString'], {}],
  ])('%j are taken out of an entity', (fields, expected) => {
    const projected = JSON.parse(createFieldProjection(fields)?.(JSON.stringify(entity)) ?? '') as unknown;
    if (fields[0]?.startsWith('metadata.annotations')) {
      expect(projected).toEqual({ metadata: { tags: ['x'] } });
    } else expect(projected).toEqual(expected);
  });

  it('joins steps until there is such a key', () => {
    const json = JSON.stringify({ metadata: { annotations: { 'backstage.io/techdocs-ref': 'dir:.' } } });
    const project = createFieldProjection(['metadata.annotations.backstage.io/techdocs-ref']);
    expect(project?.(json)).toBe(json);
  });

  it('asks for everything without fields, and refuses array steps', () => {
    expect(createFieldProjection(['', ' , '])).toBeUndefined();
    expect(() => createFieldProjection(['metadata.tags[0]'])).toThrow("Invalid field 'metadata.tags[0]'");
  });

  it('never touches the prototype', () => {
    fc.assert(
      fc.property(fc.object(), fc.array(fc.string()), (object, fields) => {
        expectInputError(() => createFieldProjection(fields)?.(JSON.stringify(object)));
        expect(({} as Record<string, unknown>)['a']).toBeUndefined();
      }),
    );
  });
});

function expectInputError(step: () => unknown): void {
  try {
    step();
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
  }
}
