import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNumberedParameters } from './numbered-parameters.ts';

describe('toNumberedParameters', () => {
  it.each([
    ['select ? , ?', 'select $1 , $2'],
    [`select '?', "a?b", ?`, `select '?', "a?b", $1`],
    [`select 'it''s ?' || ?`, `select 'it''s ?' || $1`],
    ['select 1 -- why?\n, ?', 'select 1 -- why?\n, $1'],
    ['select /* ? */ ?', 'select /* ? */ $1'],
    ['select $$ ? $$, $a$ ? $$ ? $a$, ?', 'select $$ ? $$, $a$ ? $$ ? $a$, $1'],
    [`select data \\? 'key' and x = ?`, `select data ? 'key' and x = $1`],
  ])('%s becomes %s', (sql, expected) => expect(toNumberedParameters(sql)).toBe(expected));

  it('numbers every parameter outside quotes, whatever the quotes hold', () => {
    const quoted = fc.oneof(
      fc.string().map(text => `'${text.replaceAll("'", "''")}'`),
      fc.string().map(text => `"${text.replaceAll('"', '""')}"`),
    );
    const property = fc.property(fc.array(quoted), parts => {
      const numbered = toNumberedParameters(parts.map(part => `${part} = ?`).join(' and '));
      expect(numbered).toBe(parts.map((part, index) => `${part} = $${index + 1}`).join(' and '));
    });
    fc.assert(property);
  });
});
