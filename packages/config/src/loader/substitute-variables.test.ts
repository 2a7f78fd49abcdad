import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substituteVariables } from './substitute-variables.ts';

const env: Record<string, string> = { A: 'one', B: 'two', EMPTY: '' };
const substitute = (text: string) => substituteVariables(text, name => env[name]);

describe('substituteVariables', () => {
  it.each([
    ['${A}', 'one'],
    ['${ A }', 'one'],
    ['x-${A}-${B}', 'x-one-two'],
    ['${EMPTY}', ''],
    ['${NO:-x}', 'x'],
    ['${EMPTY:- x }', 'x'],
    ['${A:-x}', 'one'],
    ['${NO:-http://x:1}', 'http://x:1'],
    ['$${A}', '${A}'],
    ['$$${A}', '$${A}'],
    ['$A {A} $ {A} ${A', '$A {A} $ {A} ${A'],
    ['${A}${B', 'one${B'],
  ])('turns %s into %j', (text, expected) => {
    expect(substitute(text).text).toBe(expected);
  });

  it('has no text when a variable is not set, and names it', () => {
    expect(substitute('${A} ${NO} ${NEVER:-}')).toEqual({
      text: undefined,
      variables: ['A', 'NO', 'NEVER'],
      missing: ['NO', 'NEVER'],
    });
  });

  it('gives what was put together, whatever the parts are', () => {
    const literal = fc.string().filter(text => !/[${}]/.test(text));
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
    const value = fc.string();
    const part = fc.oneof(
      literal.map(text => ({ text, expected: text, variables: {} as Record<string, string> })),
      literal.map(text => ({ text: `$\${${text}}`, expected: `\${${text}}`, variables: {} })),
      fc
        .tuple(name, value)
        .map(([key, text]) => ({ text: `\${${key}}`, expected: key, variables: { [key]: text } })),
    );
    fc.assert(
      fc.property(fc.array(part), parts => {
        const variables: Record<string, string> = Object.assign(
          {},
          ...parts.map(({ variables: own }) => own),
        );
        const result = substituteVariables(parts.map(({ text }) => text).join(''), key => variables[key]);
        const expected = parts.map(p =>
          Object.keys(p.variables).length > 0 ? (variables[p.expected] ?? '') : p.expected,
        );
        expect(result.text).toBe(expected.join(''));
      }),
    );
  });

  it('puts values in as they are, without reading them again', () => {
    expect(substituteVariables('${X}', () => '${A} $& $1').text).toBe('${A} $& $1');
  });
});
