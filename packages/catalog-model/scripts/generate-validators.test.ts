import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { generateValidators } from './generate-validators.ts';

it('gives the very bytes that are checked in', async () => {
  const file = new URL('../src/generated/validators.ts', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(await generateValidators());
});
