import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalogModel } from './create-catalog-model.ts';
import { component, errorsOf, make, model, pathsOf } from './testing/subject.ts';

describe('the kinds', () => {
  const api = { type: 'openapi', lifecycle: 'production', owner: 'a', definition: 'x' };
  const ai = { lifecycle: 'production', owner: 'a' };
  it.each([
    ['Component', { type: 'a', lifecycle: 'b', owner: 'c' }],
    ['API', api],
    ['Resource', { type: 'a', owner: 'b' }],
    ['System', { owner: 'a' }],
    ['Domain', { owner: 'a' }],
    ['Group', { type: 'team', children: [] }],
    ['User', { memberOf: [] }],
    ['Location', {}],
    ['AiResource', { ...ai, type: 'anything' }],
    ['AiResource', { ...ai, type: 'rule', category: 'c', rationale: 'r' }],
    ['AiResource', { ...ai, type: 'plugin', skills: [] }],
    ['AiResource', { ...ai, type: 'marketplace', plugins: [] }],
    [
      'API',
      { type: 'mcp-server', lifecycle: 'a', owner: 'b', remotes: [{ type: 'http', url: 'https://a' }] },
    ],
  ])('%s needs its required fields and no others', (kind, spec) => {
    expect(errorsOf(make(kind, spec))).toEqual([]);
    for (const field of Object.keys(spec).filter(name => name !== 'type')) {
      const { [field]: _, ...rest } = spec as Record<string, unknown>;
      expect(pathsOf(make(kind, rest))).toEqual([`spec.${field}`]);
    }
    expect(pathsOf(make(kind))).toEqual(['spec']);
    expect(errorsOf(make(kind, { ...spec, anything: { goes: true } }))).toEqual([]);
  });

  it('has templates under their own apiVersion only', () => {
    const spec = {
      type: 'service',
      steps: [{ action: 'debug:log', if: true }],
      parameters: [{ title: 'A' }],
    };
    expect(errorsOf(make('Template', spec, {}, 'scaffolder.backstage.io/v1beta3'))).toEqual([]);
    expect(errorsOf(make('Template', spec))).toEqual([
      "apiVersion: The kind 'Template' is not known under the apiVersion 'backstage.io/v1alpha1' (Write 'scaffolder.backstage.io/v1beta3')",
    ]);
    const broken = { ...spec, parameters: 'x', steps: [{}], output: { text: [{ title: '' }], free: 1 } };
    expect(pathsOf(make('Template', broken, {}, 'scaffolder.backstage.io/v1beta3')).sort()).toEqual([
      'spec.output.free',
      'spec.output.text.0.title',
      'spec.parameters',
      'spec.steps.0.action',
    ]);
  });

  it('accepts v1beta1 for the catalog kinds', () => {
    expect(errorsOf(make('System', { owner: 'a' }, {}, 'backstage.io/v1beta1'))).toEqual([]);
    expect(model.findKind('System', 'backstage.io/v1beta1')?.kind).toBe('System');
    expect(model.findKind('System', 'backstage.io/v2')).toBeUndefined();
  });

  it('still takes an MCP server with a definition, and asks the rest for remotes', () => {
    const spec = { type: 'mcp-server', lifecycle: 'a', owner: 'b' };
    expect(errorsOf(make('API', { ...spec, definition: 'x' }))).toEqual([]);
    expect(errorsOf(make('API', { ...spec, remotes: [] }))).toEqual([
      'spec.remotes: "spec.remotes" is not valid; expected a list of at least 1 but found []',
    ]);
  });

  it('says "not mine" for a kind or version that it does not have', () => {
    expect(model.checkKind(make('Gadget', {})).recognized).toBe(false);
    expect(model.checkKind(make('Component', {}, {}, 'other/v1')).recognized).toBe(false);
    expect(model.checkKind(make('Component', {})).recognized).toBe(true);
  });
});

describe('validate', () => {
  it('reports every fault at once, with path, pointer and hint', () => {
    const input = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'My Service',
        tags: ['Java', 'ok', 5],
        labels: { 'a/b': 1, 'Bad Key': 'x' },
        links: [{ url: 'example.com/x' }, { title: 'no url' }],
      },
      spec: {
        Type: 'service',
        lifecycle: 'production',
        owner: ['team-a'],
        dependsOn: 'component:x',
        providesApis: [''],
      },
      labels: {},
    };
    expect(errorsOf(input)).toEqual([
      "labels: Unknown field labels (Move 'labels' under metadata)",
      'metadata.labels.a/b: "metadata.labels.a/b" is not valid; expected a text but found 1 (Put it in quotes: "1")',
      'metadata.tags.2: "metadata.tags.2" is not valid; expected a text but found 5 (Put it in quotes: "5")',
      'metadata.links.1.url: "metadata.links.1.url" is missing',
      expect.stringMatching(
        /^metadata\.name: "metadata\.name" is not valid; expected .* but found "My Service" \(Write 'My-Service'\)$/,
      ),
      expect.stringMatching(
        /^metadata\.labels\.Bad Key: "labels\.Bad Key" is not valid; expected .* found "Bad Key" \(Write 'Bad-Key'\)$/,
      ),
      expect.stringMatching(/^metadata\.tags\.0: "tags\.0" is not valid; .* found "Java" \(Write 'java'\)$/),
      'metadata.links.0.url: "links.0.url" is not valid; expected an absolute URL but found "example.com/x" (Write \'https://example.com/x\')',
      "spec.type: \"spec.type\" is missing (Rename 'Type' to 'type')",
      'spec.owner: "spec.owner" is not valid; expected a text but found ["team-a"] (The field takes one value, not a list)',
      'spec.providesApis.0: "spec.providesApis.0" is not valid; expected a text that is not empty but found ""',
      'spec.dependsOn: "spec.dependsOn" is not valid; expected a list but found "component:x" (Write it as a list: [component:x])',
    ]);
    const problem = model.validate(input).problems.find(({ path }) => path === 'metadata.labels.a/b');
    expect(problem).toMatchObject({ pointer: '/metadata/labels/a~1b', severity: 'error', check: 'schema' });
  });

  it.each([
    [null, 'expected an object but found null'],
    [[], 'expected an object but found []'],
    ['text', 'expected an object'],
    [{}, '"apiVersion" is missing'],
    [
      { apiVersion: '', kind: 'K', metadata: { name: 'n' } },
      'expected a text that is not empty but found ""',
    ],
    [
      { apiVersion: 'a', kind: 'K', metadata: { name: 'n', namespace: '' } },
      '"metadata.namespace" is not valid',
    ],
    [{ apiVersion: 'a', kind: 'K', metadata: [] }, '"metadata" is not valid; expected an object'],
  ])('refuses %j for its envelope', (input, message) => {
    expect(errorsOf(input).join()).toContain(message);
  });

  it('refuses what only the catalog sets', () => {
    expect(errorsOf({ ...component(), relations: [], status: {} })).toEqual([
      'relations: Unknown field relations (The catalog fills it in; remove it)',
      'status: Unknown field status (The catalog fills it in; remove it)',
    ]);
  });

  it('suggests the kind that was meant', () => {
    expect(errorsOf({ ...component(), kind: 'component' })).toEqual([
      "kind: The kind 'component' is not known (Did you mean 'Component'?)",
    ]);
    expect(errorsOf({ ...component(), kind: 'Componnent' })[0]).toContain("Did you mean 'Component'?");
    expect(errorsOf({ ...component(), kind: 'Gadget' })[0]).toContain('There are: Component, API');
  });

  it('tells refs that are none', () => {
    expect(
      errorsOf(
        component({ dependsOn: ['plain', 'component:'], system: ':x', dependencyOf: [{ name: 'a' }, 5] }),
      ),
    ).toEqual([
      expect.stringContaining(
        'spec.dependsOn.0: "spec.dependsOn.0" is not valid; Entity reference "plain" had missing or empty kind',
      ),
      expect.stringContaining(
        'spec.dependsOn.1: "spec.dependsOn.1" is not valid; Entity reference "component:" was not on the form',
      ),
      expect.stringContaining('spec.dependencyOf.0'),
      expect.stringContaining(
        'spec.dependencyOf.1: "spec.dependencyOf.1" is not valid; Entity reference 5 is neither',
      ),
      expect.stringContaining('spec.system'),
    ]);
  });

  it('refuses URLs that run scripts in links', () => {
    for (const url of ['javascript:alert(1)', ' java\nscript:x', 'data:text/html,x', 'VBSCRIPT:x']) {
      expect(pathsOf(component({}, { links: [{ url }] }))).toEqual(['metadata.links.0.url']);
    }
    expect(errorsOf(component({}, { links: [{ url: 'slack://a' }, { url: 'acme:thing' }] }))).toEqual([]);
  });

  it('refuses __proto__, endless nesting and what is no JSON, and takes keys such as constructor', () => {
    const proto = component({ x: JSON.parse('{"__proto__": {"polluted": true}}') as object });
    expect(errorsOf(proto)).toEqual([
      'spec.x.__proto__: Key "spec.x.__proto__" is not allowed. Give it another name',
    ]);
    expect(
      errorsOf(component({ constructor: 'x', toString: 'y' }, { labels: { constructor: 'x' } })),
    ).toEqual([]);
    let deep: object = {};
    for (let level = 0; level < 5000; level += 1) deep = { deep };
    expect(errorsOf(component(deep))[0]).toContain('nested more than 100 levels');
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(errorsOf(component({ cyclic }))[0]).toContain('nested more than 100 levels');
    expect(errorsOf(component({ a: Number.NaN, b: 1n }))).toEqual([
      'spec.a: "spec.a" is not JSON; found NaN',
      'spec.b: "spec.b" is not JSON; found a bigint',
    ]);
  });

  it('takes a type of the kind that is named like an own part of objects', () => {
    expect(
      errorsOf(make('API', { type: 'constructor', lifecycle: 'a', owner: 'b', definition: 'x' })),
    ).toEqual([]);
    expect(errorsOf(make('constructor', {}))[0]).toContain("The kind 'constructor' is not known");
  });

  it('counts unresolved placeholders as right when told that there are some', () => {
    const api = make('API', {
      type: 'openapi',
      lifecycle: 'a',
      owner: 'b',
      definition: { $text: './a.yaml' },
    });
    expect(pathsOf(api)).toEqual(['spec.definition']);
    expect(model.validate(api, { placeholders: true }).valid).toBe(true);
    expect(model.validate({ ...api, kind: 'Gadget' }, { placeholders: true }).valid).toBe(false);
  });

  it('takes other formats where an organisation has its own', () => {
    const lenient = createCatalogModel({
      fieldFormats: { isValidEntityName: value => value !== 'forbidden' },
    });
    expect(lenient.validate(component({}, { name: 'My Service' })).valid).toBe(true);
    const { problems } = lenient.validate(component({}, { name: 'forbidden' }));
    expect(problems.map(({ message }) => message)).toEqual([
      '"metadata.name" is not valid; found "forbidden"',
    ]);
  });

  it('never throws, and never calls an entity valid that lacks an envelope', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const shaped = fc.record({
      apiVersion: fc.constant('backstage.io/v1alpha1'),
      kind: fc.constantFrom('Component', 'Group'),
      metadata: json,
      spec: json,
    });
    const named = fc.record({
      apiVersion: fc.constant('backstage.io/v1alpha1'),
      kind: fc.constantFrom('Component', 'User', 'API'),
      metadata: fc.record({
        name: fc.constant('a'),
        labels: json,
        annotations: json,
        tags: json,
        links: json,
      }),
      spec: fc.record({ type: json, owner: json, memberOf: json, dependsOn: json, dependencyOf: json }),
    });
    fc.assert(
      fc.property(fc.oneof(json, shaped, named), input => {
        const result = model.validate(input);
        if (result.valid) expect(model.checkEnvelope(result.entity)).toEqual([]);
        else expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });
});
