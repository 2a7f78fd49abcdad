import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resolvePackagePath } from './package-path.ts';

it('finds the folder of an installed package, also one that hides its manifest', () => {
  const manifest = JSON.parse(readFileSync(resolvePackagePath('@portico/errors', 'package.json'), 'utf8'));
  expect(manifest.name).toBe('@portico/errors');
  expect(existsSync(resolvePackagePath('knex', 'package.json'))).toBe(true);
  expect(resolvePackagePath('zod', 'a', 'b')).toMatch(/zod[\\/]a[\\/]b$/);
});

it('says which package is missing', () => {
  expect(() => resolvePackagePath('no-such-package')).toThrow(/Package 'no-such-package' is not installed/);
});
