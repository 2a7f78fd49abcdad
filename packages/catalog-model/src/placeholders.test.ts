import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  findPlaceholders,
  isPlaceholder,
  placeholderTarget,
  replacePlaceholders,
  type Placeholder,
} from './placeholders.ts';

const entity = {
  kind: 'API',
  spec: {
    definition: { $text: './a.yaml' },
    list: [{ $json: 'b.json' }, { $unknown: 1 }, 'x'],
    mixed: { $text: 'c', other: { $text: 'd' } },
    plain: { a: { b: 1 } },
  },
};

it('finds placeholders anywhere, and leaves objects with other keys alone', () => {
  expect(findPlaceholders(entity)).toEqual([
    { key: 'text', value: './a.yaml', pointer: '/spec/definition' },
    { key: 'json', value: 'b.json', pointer: '/spec/list/0' },
    { key: 'unknown', value: 1, pointer: '/spec/list/1' },
  ]);
  expect(isPlaceholder({ $text: 'x' })).toBe(true);
  expect(isPlaceholder({ $text: 'x', b: 1 })).toBe(false);
  expect(isPlaceholder(['$text'])).toBe(false);
});

it('puts values in their place, keeps what nobody resolves, and shares what did not change', async () => {
  const replaced = await replacePlaceholders(entity, async ({ key, value }) =>
    key === 'unknown' ? undefined : { value: `<${String(value)}>` },
  );
  expect(replaced.spec).toEqual({
    definition: '<./a.yaml>',
    list: ['<b.json>', { $unknown: 1 }, 'x'],
    mixed: { $text: 'c', other: { $text: 'd' } },
    plain: { a: { b: 1 } },
  });
  expect(replaced.spec.plain).toBe(entity.spec.plain);
  expect(entity.spec.definition).toEqual({ $text: './a.yaml' });
});

it('does not look for placeholders in what it put in', async () => {
  const asked: Placeholder[] = [];
  const result = await replacePlaceholders({ a: { $yaml: 'x' } }, async placeholder => {
    asked.push(placeholder);
    return { value: { $text: 'y' } };
  });
  expect(result).toEqual({ a: { $text: 'y' } });
  expect(asked).toHaveLength(1);
});

it('passes a failure on', async () => {
  await expect(replacePlaceholders(entity, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});

it('tells a placeholder that was given no path', () => {
  expect(placeholderTarget({ key: 'text', value: 'a', pointer: '/a' })).toBe('a');
  expect(() => placeholderTarget({ key: 'text', value: { a: 1 }, pointer: '/a' })).toThrow(
    'Placeholder $text at /a expected a text',
  );
});

it('changes no prototype and keeps every other value, whatever the keys', async () => {
  const input = JSON.parse('{"__proto__": {"x": {"$text": "a"}}, "constructor": {"$text": "b"}}') as object;
  const result = await replacePlaceholders(input, async ({ value }) => ({ value: `<${String(value)}>` }));
  expect(JSON.stringify(result)).toBe('{"__proto__":{"x":"<a>"},"constructor":"<b>"}');
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async value => {
      expect(await replacePlaceholders(value, async () => undefined)).toBe(value);
    }),
  );
});
