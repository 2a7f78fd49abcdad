import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const page = join(root, 'docs/configuration-reference.md');

const introduction = `Every key that the packages of the portal declare. [Configuration](configuration.md) tells where values come from.
Written by \`node scripts/generate-config-reference.ts\` from the \`config.schema.json\` of the packages: change it there.`;

/** The page that should be in docs/configuration-reference.md. */
export function createConfigReference(): string {
  const command = join(root, 'packages/cli/bin/portico.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'config', 'docs'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`'portico config docs' ended with ${status}: ${stderr}`);
  const [title, ...sections] = stdout.split('\n\n');
  return [title, introduction, ...sections].join('\n\n');
}

if (import.meta.main) writeFileSync(page, createConfigReference());
