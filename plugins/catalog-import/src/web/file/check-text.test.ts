import { createCatalogModel, type Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import type { CatalogChecks } from './catalog-checks.ts';
import { checkText, checkWithCatalog } from './check-text.ts';
import { kindsToStartWith, skeletonOf, textOfSuggestions } from './initial-text.ts';

const model = createCatalogModel();
const component = (owner: string): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\nspec:\n  type: website\n  lifecycle: production\n  owner: ${owner}\n  dependsOn:\n    - resource:db\n`;

/** A catalog that knows one team, and a kind that the model does not. */
const tools: CatalogChecks = {
  model,
  unknownRef: ref => `unknown ${ref}`,
  catalog: {
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        ref === 'group:default/team' ? ({ kind: 'Group' } as Entity) : undefined,
      ),
    }),
    validateEntity: async entity =>
      entity.kind === 'Product' || entity.kind === 'Component'
        ? { valid: true }
        : { valid: false, errors: [{ name: 'InputError', message: 'Foreign' }] },
  },
};

describe('checkText', () => {
  it('tells faults with their lines, and what is declared', () => {
    const { problems, refs } = checkText(component('a team!').replace('lifecycle', 'lifecicle'), model);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'spec.lifecycle', severity: 'error', line: expect.any(Number) }),
      ]),
    );
    expect(refs).toEqual(['component:default/web']);
  });
});

describe('checkWithCatalog', () => {
  it('warns of refs that lead nowhere, where they stand', async () => {
    expect((await checkWithCatalog(component('team'), tools)).problems).toMatchObject([
      { severity: 'warning', message: 'unknown resource:default/db', line: 10 },
    ]);
    expect((await checkWithCatalog(component('user:none'), tools)).problems).toMatchObject([
      { message: 'unknown user:default/none', line: 8, column: 10 },
      { message: 'unknown resource:default/db' },
    ]);
  });

  it('bears with refs to what the file itself declares', async () => {
    const other =
      'apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata: {name: db}\nspec: {type: t, owner: team}\n';
    const { problems } = await checkWithCatalog(`${component('team')}---\n${other}`, tools);
    expect(problems.filter(({ message }) => message.startsWith('unknown'))).toEqual([]);
  });

  it('believes the catalog about kinds', async () => {
    const of = (kind: string) => `apiVersion: acme/v1\nkind: ${kind}\nmetadata: {name: x}\n`;
    expect((await checkWithCatalog(of('Product'), tools)).problems).toEqual([]);
    expect((await checkWithCatalog(of('Prodct'), tools)).problems).toMatchObject([
      { check: 'kind', line: 2 },
    ]);
  });
});

describe('a new file', () => {
  it.each(kindsToStartWith(model))('begins with what a %s needs', kind => {
    const { problems } = checkText(skeletonOf(model, kind), model);
    const missing = problems.filter(({ message }) => message.endsWith('is missing'));
    expect(missing).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('is made of what an analysis suggests', () => {
    const text = textOfSuggestions([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'web' },
        spec: { type: 'other' },
      },
    ]);
    expect(text).toBe(
      'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\nspec:\n  type: other\n  owner:\n',
    );
  });
});
