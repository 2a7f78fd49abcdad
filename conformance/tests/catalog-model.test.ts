import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as official from '@backstage/catalog-model';
import {
  buildSearchRows,
  createCatalogModel,
  getCompoundEntityRef,
  parseEntityRef,
  parseLocationRef,
  stringifyEntityRef,
  type Entity,
} from '@portico/catalog-model';
import { parseEntityYaml } from '@portico/catalog-model/yaml';
import { ScaffolderEntitiesProcessor } from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { parseEntityYaml as officialParseEntityYaml } from '@backstage/plugin-catalog-node';
import fc from 'fast-check';
import { expect, it } from 'vitest';

// Not exported, and the only place where the official search rows and relations are made.
const require = createRequire(import.meta.url);
const backend = join(dirname(require.resolve('@backstage/plugin-catalog-backend/package.json')), 'dist');
const { BuiltinKindsEntityProcessor } = require(
  join(backend, 'processors/BuiltinKindsEntityProcessor.cjs.js'),
);
const { buildEntitySearch } = require(join(backend, 'database/operations/stitcher/buildEntitySearch.cjs.js'));

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 3000);
const model = createCatalogModel();
const processor = new BuiltinKindsEntityProcessor();
const templates = new ScaffolderEntitiesProcessor();

const word = fc.constantFrom(
  'a',
  'team-a',
  'Team A',
  'x'.repeat(63),
  'x'.repeat(64),
  '',
  ' ',
  'ümlaut',
  'a_b.c',
  '-a',
  'a-',
);
const key = fc.oneof(
  word,
  fc.constantFrom('acme.com/tier', 'Acme.com/tier', 'a/b/c', '/a', 'a/', 'constructor', 'a..b/c'),
);
const leaf = fc.oneof(word, fc.constantFrom<unknown>(null, 0, 1.5, true, [], {}, ['a'], [1], { a: 'b' }));
const ref = fc.oneof(
  word,
  fc.constantFrom(
    'component:a',
    'a:b/c',
    'a/b:c',
    ':a',
    'a:',
    '/a',
    'a/',
    'a:/b',
    'A:B/C',
    'a/b/c',
    'a:b:c',
    'x@y.io',
  ),
);
const refs = fc.oneof(
  { weight: 5, arbitrary: fc.array(ref, { maxLength: 3 }) },
  { weight: 1, arbitrary: leaf },
);
const kinds = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Location'];

const mostly = <T>(usual: T, other: fc.Arbitrary<unknown>, weight = 12): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const metadata = fc.record(
  {
    name: mostly('name', leaf),
    namespace: mostly('default', leaf),
    title: mostly('Title', leaf),
    labels: mostly({ tier: 'one' }, fc.oneof(leaf, fc.dictionary(key, leaf))),
    annotations: mostly({ 'acme.com/x': 'y' }, fc.oneof(leaf, fc.dictionary(key, leaf))),
    tags: mostly(
      ['java'],
      fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.constantFrom('c++', 'c#', 'a:b', 'a--b', 'A')))),
    ),
    links: mostly(
      [{ url: 'https://a.b' }],
      fc.oneof(
        leaf,
        fc.array(
          fc.record(
            { url: mostly('https://a.b', leaf, 3), title: leaf, icon: leaf, type: leaf },
            { requiredKeys: [] },
          ),
        ),
      ),
    ),
    extra: leaf,
    uid: mostly('u', leaf),
  },
  { requiredKeys: ['name'] },
);

const spec = fc.record(
  {
    type: mostly('service', leaf),
    lifecycle: mostly('production', leaf),
    owner: mostly('team-a', fc.oneof(ref, leaf)),
    definition: mostly('x', leaf),
    system: fc.oneof(ref, leaf),
    domain: ref,
    subdomainOf: ref,
    subcomponentOf: ref,
    parent: ref,
    children: mostly([], refs, 3),
    members: refs,
    memberOf: mostly([], refs, 3),
    providesApis: refs,
    consumesApis: refs,
    dependsOn: refs,
    dependencyOf: refs,
    target: leaf,
    targets: refs,
    presence: mostly('optional', leaf),
    profile: mostly(
      { displayName: 'D' },
      fc.oneof(leaf, fc.dictionary(fc.constantFrom('displayName', 'email', 'picture'), leaf)),
    ),
  },
  { requiredKeys: ['type', 'lifecycle', 'owner', 'definition', 'children', 'memberOf'] },
);

const some = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 80, arbitrary: usual }, { weight: 1, arbitrary: leaf });
const optional = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  some(fc.record(fields, { requiredKeys: [] }));
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => some(fc.array(item, { maxLength: 3 }));
const words = some(fc.constantFrom('a', 'A b', ''));
const filled = some(fc.constantFrom('a', 'A b', ''.padEnd(300, 'x')));
const condition = some(fc.constantFrom(true, false, '${{ parameters.a }}'));
const permissions = { 'backstage:permissions': optional({ tags: list(words) }) };
const page = optional({ title: words, properties: optional({ a: leaf }), ...permissions });
const step = fc.record(
  { id: words, name: words, action: words, input: optional({ a: leaf }), if: condition, ...permissions },
  { requiredKeys: ['action'] },
);
const shown = { if: condition, title: filled, icon: filled };
const decorators = list(optional({ id: words, input: optional({ a: leaf }) }));

const templateSpec = fc.record(
  {
    type: mostly('service', leaf),
    owner: mostly('team-a', fc.oneof(ref, leaf)),
    lifecycle: mostly('production', leaf),
    parameters: some(fc.oneof(page, fc.array(page, { maxLength: 3 }))),
    secrets: optional({ schema: optional({ a: leaf }) }),
    presentation: optional({
      buttonLabels: optional({ backButtonText: words, createButtonText: words, reviewButtonText: words }),
    }),
    EXPERIMENTAL_recovery: optional({ EXPERIMENTAL_strategy: words }),
    formDecorators: decorators,
    EXPERIMENTAL_formDecorators: decorators,
    steps: list(some(step)),
    output: optional({
      links: list(optional({ url: filled, entityRef: filled, ...shown })),
      text: list(optional({ content: words, ...shown })),
      other: words,
    }),
    other: leaf,
  },
  { requiredKeys: ['type', 'steps'] },
);

const version = (usual: string): fc.Arbitrary<unknown> =>
  mostly(
    usual,
    fc.constantFrom(
      'backstage.io/v1alpha1',
      'backstage.io/v1beta1',
      'scaffolder.backstage.io/v1beta2',
      'scaffolder.backstage.io/v1beta3',
      'backstage.io/v2',
      '',
      'a b',
      null,
    ),
    30,
  );
const builtin = {
  apiVersion: version('backstage.io/v1alpha1'),
  kind: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom<unknown>(...kinds) },
    { weight: 1, arbitrary: leaf },
    { weight: 1, arbitrary: fc.constant('component') },
  ),
  spec: fc.oneof({ weight: 20, arbitrary: spec }, { weight: 1, arbitrary: leaf }),
};
const template = {
  apiVersion: version('scaffolder.backstage.io/v1beta3'),
  kind: mostly('Template', fc.constantFrom('template', 'Component'), 30),
  spec: fc.oneof({ weight: 20, arbitrary: templateSpec }, { weight: 1, arbitrary: leaf }),
};

const entityOf = (own: typeof builtin | typeof template): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(
      {
        ...own,
        metadata: mostly({ name: 'name' }, fc.oneof({ weight: 10, arbitrary: metadata }, leaf), 1),
        relations: leaf,
        other: leaf,
      },
      { requiredKeys: ['apiVersion', 'kind', 'metadata', 'spec'] },
    )
    .chain(full =>
      fc.integer({ min: 0, max: 20 }).map(dice => {
        const { relations, other, ...rest } = full;
        return dice === 0 ? { ...rest, relations } : dice === 1 ? { ...rest, other } : rest;
      }),
    );
const entity = fc.oneof(entityOf(builtin), entityOf(template));

it.each([
  ['kinds of the catalog', entityOf(builtin)],
  ['templates', entityOf(template)],
])('gives the same verdict on %s as the official policies and kind validators', async (_what, some) => {
  const verdicts = { true: 0, false: 0 };
  await fc.assert(
    fc.asyncProperty(some, async input => {
      const theirs = await officialVerdict(input);
      const ours = porticoVerdict(input);
      verdicts[`${theirs}`] += 1;
      expect(ours).toBe(theirs);
    }),
    { numRuns },
  );
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(numRuns / 20);
});

it('emits the same relations, or refuses the same refs', async () => {
  await fc.assert(
    fc.asyncProperty(entity, async input => {
      if (!(await officialVerdict(input))) return;
      const valid = input as unknown as Entity;
      expect(
        outcome(() =>
          model
            .relationsOf(valid)
            .map(({ sourceRef, type, targetRef }) => `${sourceRef} ${type} ${targetRef}`),
        ),
      ).toEqual(await officialRelations(valid));
    }),
    { numRuns },
  );
});

it('sorts the same lists and builds the same search rows', async () => {
  await fc.assert(
    fc.asyncProperty(entity, async input => {
      if (!(await officialVerdict(input))) return;
      const valid = model.normalize(input as unknown as Entity);
      const theirs = await processor.preProcessEntity(structuredClone(input));
      expect(valid.spec).toEqual(theirs.spec);
      const withUid = { ...valid, metadata: { ...valid.metadata, uid: 'u' } };
      const rows = buildEntitySearch('id', withUid).map((row: Record<string, unknown>) => [
        row['key'],
        row['value'],
        row['original_value'],
      ]);
      expect(buildSearchRows(withUid).map(row => [row.key, row.value, row.originalValue])).toEqual(rows);
    }),
    { numRuns },
  );
});

it('refuses search keys that collide, in the same cases', () => {
  const keys = fc.constantFrom('a', 'A', 'b', 'a.b', 'A.b', 'x'.repeat(210), 'X'.repeat(210), '');
  const json = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'A', 1, null, true, 'y'.repeat(210)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.dictionary(keys, json), fields => {
      const input = {
        apiVersion: 'a/v1',
        kind: 'K',
        metadata: { name: 'N', namespace: 'default', uid: 'u' },
        spec: fields,
      } as unknown as Entity;
      const theirs = outcome(() =>
        buildEntitySearch('id', input).map((row: Record<string, unknown>) => [
          row['key'],
          row['value'],
          row['original_value'],
        ]),
      );
      expect(
        outcome(() => buildSearchRows(input).map(row => [row.key, row.value, row.originalValue])),
      ).toEqual(theirs);
    }),
    { numRuns },
  );
});

it('parses and writes entity refs alike', () => {
  const text = fc.oneof(ref, fc.string(), fc.stringMatching(/^[a-cA-C:/]{0,8}$/));
  const context = fc.record({ defaultKind: text, defaultNamespace: text }, { requiredKeys: [] });
  fc.assert(
    fc.property(text, context, (input, defaults) => {
      const theirs = outcome(() => official.parseEntityRef(input, defaults));
      expect(outcome(() => parseEntityRef(input, defaults))).toEqual(theirs);
      if (theirs === 'refused') return;
      const parsed = theirs as official.CompoundEntityRef;
      expect(stringifyEntityRef(parsed)).toBe(official.stringifyEntityRef(parsed));
    }),
    { numRuns: numRuns * 3 },
  );
  fc.assert(
    fc.property(fc.record({ kind: text, namespace: text, name: text }, { requiredKeys: ['name'] }), parts => {
      expect(outcome(() => parseEntityRef(parts))).toEqual(outcome(() => official.parseEntityRef(parts)));
    }),
    { numRuns },
  );
  const subject = { kind: 'Component', metadata: { name: 'N', namespace: '' } } as unknown as Entity;
  expect(getCompoundEntityRef(subject)).toEqual(official.getCompoundEntityRef(subject as official.Entity));
});

it('parses location refs alike', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'url:https://a',
      'https://a',
      ' url : x ',
      'url:',
      ':x',
      'file:./a',
      'url:javascript:x',
      'url: java\tscript:x',
    ),
  );
  fc.assert(
    fc.property(text, input => {
      expect(outcome(() => parseLocationRef(input))).toEqual(outcome(() => official.parseLocationRef(input)));
    }),
    { numRuns },
  );
});

it('reads the same entities out of YAML', () => {
  const document = fc.constantFrom(
    'a: 1',
    '',
    'null',
    '[1]',
    '"text"',
    'a: &x {b: 1}\nc: *x',
    'a: {',
    'a: b: c',
    '# only',
    'a:\r\n  b: 1',
    '\ta: 1',
    'a: !x 1',
    '<<: {a: 1}',
    '%YAML 1.1',
    '...',
  );
  fc.assert(
    fc.property(fc.array(document, { maxLength: 5 }), documents => {
      const text = documents.join('\n---\n');
      const theirs = [...officialParseEntityYaml(text, { type: 'file', target: 'x' })];
      const ours = parseEntityYaml(text);
      expect(ours.flatMap(({ entity }) => (entity ? [entity] : []))).toEqual(
        theirs.flatMap(result => (result.type === 'entity' ? [result.entity] : [])),
      );
      expect(ours.filter(({ entity }) => !entity)).toHaveLength(
        theirs.filter(result => result.type === 'error').length,
      );
    }),
    { numRuns },
  );
});

function outcome<T>(work: () => T): T | 'refused' {
  try {
    return work();
  } catch {
    return 'refused';
  }
}

function porticoVerdict(input: unknown): boolean {
  if (model.checkEnvelope(input).length > 0) return false;
  const checked = model.normalize(input as Entity);
  if (model.checkPolicies(checked).length > 0) return false;
  const { recognized, problems } = model.checkKind(checked);
  return recognized && problems.length === 0;
}

const envelope = official.entityEnvelopeSchemaValidator();
const policies = [
  new official.SchemaValidEntityPolicy(),
  new official.DefaultNamespaceEntityPolicy(),
  new official.NoForeignRootFieldsEntityPolicy(),
  new official.FieldFormatEntityPolicy(),
];

async function officialVerdict(input: unknown): Promise<boolean> {
  try {
    envelope(input);
    let current = input as official.Entity;
    for (const policy of policies) current = (await policy.enforce(current)) ?? current;
    return (await processor.validateEntityKind(current)) || (await templates.validateEntityKind(current));
  } catch {
    return false;
  }
}

async function officialRelations(input: Entity): Promise<string[] | 'refused'> {
  const edges: string[] = [];
  try {
    const emit = ({ relation: { source, type, target } }: any): void => {
      edges.push(`${official.stringifyEntityRef(source)} ${type} ${official.stringifyEntityRef(target)}`);
    };
    await processor.postProcessEntity(input, undefined, emit);
    await templates.postProcessEntity(input, { type: 'url', target: 'https://a' }, emit);
    return edges;
  } catch {
    return 'refused';
  }
}
