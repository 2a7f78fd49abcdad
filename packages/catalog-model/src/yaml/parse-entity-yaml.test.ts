import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntityYaml, type ParseEntityYamlOptions } from './parse-entity-yaml.ts';

const told = (text: string, options?: ParseEntityYamlOptions): string[] =>
  parseEntityYaml(text, options).flatMap(({ problems }) =>
    problems.map(
      ({ line, column, message, hint }) => `${line}:${column} ${message}${hint ? ` (${hint})` : ''}`,
    ),
  );
const entities = (text: string): unknown[] =>
  parseEntityYaml(text).flatMap(({ entity }) => (entity ? [entity] : []));

describe('parseEntityYaml', () => {
  it('tells the line of an alias that stands for nothing', () => {
    const [document] = parseEntityYaml(
      'kind: Component\nmetadata:\n  name: &n a\n  title: *n\nspec:\n  type: *m\n',
    );
    expect(document?.problems).toMatchObject([{ line: 6, column: 9 }]);
  });

  it('reads every document, and passes over empty ones', () => {
    expect(entities('---\na: 1\n---\n---\n# only a comment\n---\nnull\n---\nb: 2\n')).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
    expect(entities('')).toEqual([]);
    expect(entities('\ufeffa: 1\r\n---\r\nb: x\r\n')).toEqual([{ a: 1 }, { b: 'x' }]);
  });

  it('tells what is no object', () => {
    expect(told('5\n---\n- a\n---\ntext')).toEqual([
      '1:1 Expected object at root, got number',
      '3:1 Expected object at root, got array',
      '5:1 Expected object at root, got string',
    ]);
  });

  it('reads the good documents around a broken one', () => {
    const text = 'a: 1\n---\nb: c: d\n---\ne: 2\n';
    expect(entities(text)).toEqual([{ a: 1 }, { e: 2 }]);
    expect(told(text)).toEqual([
      expect.stringMatching(/^3:4 Nested mappings.*Put a text that holds ': ' in quotes/),
    ]);
  });

  it('gives hints for common slips', () => {
    expect(told("a:\n  links:''\n  b: 1")[0]).toContain("Put a blank after the colon in 'links:'''");
    expect(told('a:\n\tb: 1')[0]).toContain('Indent with blanks, not tabs');
    expect(told('a: |\n  x\n```bash\nb: 1')[0]).toContain('Indent the line like the text');
    expect(told('a: 1\n{%- if x %}\nb: 1')[0]).toContain('skeleton of a template');
  });

  it.each([
    [
      'metadata:\n  name: a\nspec\n  type: b\n  owner: c\n',
      "3:1 'spec' stands alone",
      "':' missing after 'spec'?",
    ],
    ['metadata:\n  name: a\n  tags\n    - b\nspec:\n  type: c\n', "3:3 'tags' stands", "after 'tags'?"],
    ['metadata:\n  name: a\n    title: b\n', "3:5 'title' is indented below 'name'", "Indent it like 'name'"],
    ['metadata:\n  tags: [a,\n    b\nspec:\n  type: c\n', '2:9 The [ is not closed', 'Put a ] where'],
    ['metadata:\n  tags: [a, [b], c', '2:9 The [ is not closed', 'Put a ] where'],
    ['metadata: {name: a\nspec:\n  type: c\n', '1:11 The { is not closed', 'Put a } where'],
    ['metadata:\n  name: "a\nspec:\n  type: c\n', '2:9 The " is not closed', 'Put a " where'],
    ["a: 'x'\nb: 'y\nc: z\n", "2:4 The ' is not closed", "Put a ' where"],
    ['a: b: c\n', '1:4 Nested mappings', 'in quotes'],
  ])('tells one fault of %j, where to look for it, and what to do', (text, fault, hint) => {
    const faults = told(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
    expect(faults[0]).toContain(hint);
  });

  it('says that more may be wrong where the parser found more', () => {
    expect(told('spec\n  type: b\n  owner: c\n')[0]).toContain('once this is mended');
    expect(told('a: b: c\n')[0]).not.toContain('once this is mended');
  });

  it('takes keys that come twice for a fault', () => {
    expect(told('a: 1\nb: {c: 1, c: 2}\na: 2')).toEqual([
      '3:1 The key "a" is there twice (Keep one of them)',
      '2:11 The key "c" is there twice (Keep one of them)',
    ]);
  });

  it('resolves aliases, and takes merge keys for keys', () => {
    expect(entities('a: &x {b: 1}\nc: *x')).toEqual([{ a: { b: 1 }, c: { b: 1 } }]);
    expect(entities('a: &x {b: 1}\nc:\n  <<: *x')).toEqual([{ a: { b: 1 }, c: { '<<': { b: 1 } } }]);
  });

  it('survives alias bombs, deep nesting, large files and many documents', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${
          i === 0
            ? 'x'
            : Array(10)
                .fill(`*a${i - 1}`)
                .join(',')
        }]`,
    );
    expect(told(bomb.join('\n'))[0]).toContain('Excessive alias count');
    expect(told(`a: ${'['.repeat(50_000)}`)[0]).toContain('nested too deeply');
    expect(told(`a: ${'{b: '.repeat(20_000)}`)[0]).toContain('nested too deeply');
    expect(told('a: 1\n---\nb:\n - ' + '- '.repeat(4_000_000))).toEqual([
      '4:1999 The YAML is nested too deeply to be read',
    ]);
    expect(
      told(`a: &a ${'x'.repeat(1000)}\nb: [${Array(20).fill('*a').join()}]`, { maxLength: 9000 }),
    ).toEqual(['1:1 The document has more than 9000 characters once its aliases are written out']);
    expect(told('['.repeat(9_000_000))[0]).toContain('nested too deeply');
    expect(told('---\n'.repeat(11), { maxDocuments: 10 })[0]).toContain('more than 10 documents');
    expect(told('x'.repeat(11_000_000))).toEqual([
      '1:1 The file has 11000000 characters, over the limit of 10000000. Split it',
    ]);
    expect(told('---\na: 1\n'.repeat(11), { maxDocuments: 10 })).toEqual([
      '1:1 The file has more than 10 documents. Split it',
    ]);
    expect(told('a: 1', { maxLength: 3 })[0]).toContain('over the limit of 3');
  });

  it('sets no prototype and runs no tag', () => {
    const [entity] = entities('__proto__: {polluted: true}\na: !!js/function "x"') as [object];
    expect(Object.getPrototypeOf(entity)).toBe(Object.prototype);
    expect(JSON.stringify(entity)).toBe('{"__proto__":{"polluted":true},"a":"x"}');
    expect(told('a: !!js/function "x"')[0]).toContain('Unresolved tag');
  });

  it('names the source in every problem', () => {
    expect(parseEntityYaml('5', { source: 'a.yaml' })[0]?.problems[0]?.source).toBe('a.yaml');
  });

  it('finds fields, and the nearest one around what is not there', () => {
    const [document] = parseEntityYaml(
      '# c\nkind: A\nmetadata:\n  labels: &l\n    a/b: x\n  tags: [p, q]\nspec:\n  copy: *l\n',
    );
    const at = (pointer: string, inKey?: boolean) =>
      Object.values(document!.locate(pointer, inKey)).join(':');
    expect(document?.line).toBe(2);
    expect(at('')).toBe('2:1');
    expect(at('/kind')).toBe('2:7');
    expect(at('/kind', true)).toBe('2:1');
    expect(at('/metadata/labels/a~1b')).toBe('5:10');
    expect(at('/metadata/labels/a~1b', true)).toBe('5:5');
    expect(at('/metadata/tags/1')).toBe('6:13');
    expect(at('/metadata/name')).toBe('3:1');
    expect(at('/metadata/tags/7')).toBe('6:3');
    expect(at('/spec/copy/a~1b')).toBe('5:10');
    expect(at('/nothing/here')).toBe('2:1');
  });

  it('never throws, and gives every problem a line of the text', () => {
    const piece = fc.constantFrom(
      'a: ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '\n',
      '  ',
      '---\n',
      '"',
      "'",
      '|',
      '>',
      '&x ',
      '*x',
      '!t ',
      '# ',
      'x',
      ':',
      '\t',
      '\r\n',
      '%',
      '? ',
      '<<: ',
      '\u0000',
      '__proto__: ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join('')),
          fc.string(),
        ),
        text => {
          const lines = text.split('\n').length;
          for (const { problems, locate, entity } of parseEntityYaml(text)) {
            for (const { line, column } of problems) {
              expect(line).toBeGreaterThanOrEqual(1);
              expect(line).toBeLessThanOrEqual(lines);
              expect(column).toBeGreaterThanOrEqual(1);
            }
            for (const key of Object.keys(entity ?? {}))
              expect(locate(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).line).toBeLessThanOrEqual(
                lines,
              );
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
