import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import {
  createConditionAuthorizer,
  createConditionExports,
  createConditionTransformer,
  createPermission,
  createPermissionResourceRef,
  createPermissionRule,
  evaluateConditions,
  parseConditions,
  type PermissionCondition,
  type PermissionCriteria,
} from './index.ts';

interface Car {
  colour: string;
  wheels: number;
}
interface Query {
  key: string;
  values: unknown[];
}

const carRef = createPermissionResourceRef<Car, Query>().with({ pluginId: 'garage', resourceType: 'car' });
const hasColour = createPermissionRule({
  name: 'HAS_COLOUR',
  description: 'Has one of the colours',
  resourceRef: carRef,
  paramsSchema: z.object({ colours: z.array(z.string()) }),
  apply: (car, { colours }) => colours.includes(car.colour),
  toQuery: ({ colours }) => ({ key: 'colour', values: colours }),
});
const hasWheels = createPermissionRule({
  name: 'HAS_WHEELS',
  description: 'Has that many wheels',
  resourceRef: carRef,
  paramsSchema: z3.object({ wheels: z3.number() }),
  apply: (car, { wheels }) => car.wheels === wheels,
  toQuery: ({ wheels }) => ({ key: 'wheels', values: [wheels] }),
});
const isRed = createPermissionRule({
  name: 'IS_RED',
  description: 'Is red',
  resourceRef: carRef,
  apply: car => car.colour === 'red',
  toQuery: () => ({ anyOf: [{ key: 'colour', values: ['red'] }] }),
});
const rules = [hasColour, hasWheels, isRed];
const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: carRef,
  rules: { hasColour, hasWheels, isRed },
});
const red: Car = { colour: 'red', wheels: 4 };

describe('conditions', () => {
  it('are written with functions that know the parameters', () => {
    expect(conditions.hasColour({ colours: ['red'] })).toEqual({
      rule: 'HAS_COLOUR',
      resourceType: 'car',
      params: { colours: ['red'] },
    });
    expect(conditions.isRed()).toEqual({ rule: 'IS_RED', resourceType: 'car' });
    expectTypeOf(conditions.hasColour).parameter(0).toEqualTypeOf<{ colours: string[] }>();
    expectTypeOf(conditions.hasWheels).parameter(0).toEqualTypeOf<{ wheels: number }>();
  });

  it('become decisions of the owner of the resource', () => {
    const permission = createPermission({ name: 'car.read', attributes: {}, resourceType: 'car' });
    expect(createConditionalDecision(permission, { not: conditions.isRed() })).toEqual({
      result: 'CONDITIONAL',
      pluginId: 'garage',
      resourceType: 'car',
      conditions: { not: { rule: 'IS_RED', resourceType: 'car' } },
    });
  });

  it('become queries of the same shape', () => {
    const transform = createConditionTransformer<Query>(rules);
    expect(transform({ allOf: [conditions.hasWheels({ wheels: 3 }), { not: conditions.isRed() }] })).toEqual({
      allOf: [{ key: 'wheels', values: [3] }, { not: { anyOf: [{ key: 'colour', values: ['red'] }] } }],
    });
    expect(() => transform({ rule: 'HAS_ROOF', resourceType: 'car' })).toThrow("'HAS_ROOF'");
  });

  it('are evaluated on a resource, and never met by none', () => {
    const both = { allOf: [conditions.isRed(), conditions.hasWheels({ wheels: 4 })] } as const;
    expect(evaluateConditions(both as never, red, rules)).toBe(true);
    expect(evaluateConditions({ not: conditions.isRed() }, red, rules)).toBe(false);
    expect(evaluateConditions({ not: conditions.isRed() }, undefined, rules)).toBe(false);
    expect(
      evaluateConditions({ anyOf: [conditions.hasWheels({ wheels: 3 }), conditions.isRed()] }, red, rules),
    ).toBe(true);
  });

  it('authorize together with the two other answers', () => {
    const isAllowed = createConditionAuthorizer(rules);
    expect(isAllowed({ result: 'ALLOW' }, undefined)).toBe(true);
    expect(isAllowed({ result: 'DENY' }, red)).toBe(false);
    const decision = { result: 'CONDITIONAL', pluginId: 'garage', resourceType: 'car' } as const;
    expect(isAllowed({ ...decision, conditions: conditions.isRed() }, red)).toBe(true);
    expect(isAllowed({ ...decision, conditions: conditions.isRed() }, { ...red, colour: 'blue' })).toBe(
      false,
    );
  });

  it.each([
    ['Zod 4', hasColour, { colours: 'red' }],
    ['Zod 4, without parameters', hasColour, undefined],
    ['Zod 3', hasWheels, { wheels: 'four' }],
  ])('are refused when the schema of %s refuses the parameters', (_name, rule, params) => {
    const condition = { rule: rule.name, resourceType: 'car', params } as PermissionCondition;
    expect(() => evaluateConditions(condition, red, rules)).toThrow(
      `Parameters to rule '${rule.name}' are invalid`,
    );
    expect(() => createConditionTransformer(rules)(condition)).toThrow(`'${rule.name}'`);
  });

  it('take any Standard Schema that is synchronous', () => {
    const ruleWith = (validate: (value: unknown) => unknown) => [
      { ...isRed, paramsSchema: { '~standard': { validate } } },
    ];
    const condition = conditions.isRed();
    expect(
      evaluateConditions(
        condition,
        red,
        ruleWith(value => ({ value })),
      ),
    ).toBe(true);
    expect(() =>
      evaluateConditions(
        condition,
        red,
        ruleWith(() => ({ issues: [{ message: 'bad' }] })),
      ),
    ).toThrow('bad');
    expect(() =>
      evaluateConditions(
        condition,
        red,
        ruleWith(async () => ({})),
      ),
    ).toThrow('promise');
  });
});

describe('parseConditions', () => {
  const leaf = fc.record(
    {
      rule: fc.string(),
      resourceType: fc.string(),
      params: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.boolean()))),
    },
    { requiredKeys: ['rule', 'resourceType'] },
  );
  const { tree } = fc.letrec<{ tree: PermissionCriteria<PermissionCondition> }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf as fc.Arbitrary<PermissionCriteria<PermissionCondition>>,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map(anyOf => ({ anyOf }) as never),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map(allOf => ({ allOf }) as never),
      tie('tree').map(not => ({ not })),
    ),
  }));

  it('gives back what is well-formed', () => {
    fc.assert(
      fc.property(tree, value => {
        expect(parseConditions(value)).toEqual(value);
      }),
    );
  });

  it('refuses anything else with an InputError', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        try {
          parseConditions(value);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' });
        }
      }),
    );
  });

  it.each([
    [{ anyOf: [] }, "'conditions.anyOf'"],
    [{ allOf: [{ not: { rule: 1 } }] }, "'conditions.allOf[0].not'"],
    [{ rule: 'a', resourceType: 'b', params: [] }, "'conditions.params'"],
    [null, "'conditions'"],
  ])('names the place of the fault in %j', (value, place) => {
    expect(() => parseConditions(value)).toThrow(place);
  });

  it('refuses trees that would take the stack', () => {
    let value: unknown = { rule: 'a', resourceType: 'b' };
    for (let i = 0; i < 20_000; i++) value = { not: value };
    expect(() => parseConditions(value)).toThrow('nested deeper than 64');
  });
});
