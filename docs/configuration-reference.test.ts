import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createConfigReference } from '../scripts/generate-config-reference.ts';

it('configuration-reference.md says what the schemas say; if not, run node scripts/generate-config-reference.ts', () => {
  const page = readFileSync(join(import.meta.dirname, 'configuration-reference.md'), 'utf8');
  expect(page).toBe(createConfigReference());
});
