import { expect, it } from 'vitest';
import { markValue, parseCodeBlocks } from './code-blocks.ts';

it('reads blocks with their marks, also in lists and around other fences', () => {
  const page = [
    'Text with ```ticks``` in it',
    '```ts run file=a/b.ts',
    'const a = 1;',
    '```',
    '1. In a list:',
    '   ```sh',
    '   echo one',
    '     two',
    '   ```',
    '````md',
    '```ts',
    '```',
    '````',
  ].join('\n');
  const [first, second, third, ...rest] = parseCodeBlocks('page.md', page);
  expect(first).toEqual({
    page: 'page.md',
    line: 2,
    language: 'ts',
    marks: ['run', 'file=a/b.ts'],
    text: 'const a = 1;\n',
  });
  expect(first && markValue(first, 'file')).toBe('a/b.ts');
  expect(second).toMatchObject({ language: 'sh', line: 6, text: 'echo one\n  two\n' });
  expect(third).toMatchObject({ language: 'md', text: '```ts\n```\n' });
  expect(rest).toEqual([]);
});
