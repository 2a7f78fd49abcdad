import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run bench -- <name>…` from the root runs `bench/<name>/bench.ts`, all of
 * them without a name. Each prints a table and writes `bench/results/<name>.json`.
 */
const available = readdirSync(import.meta.dirname).filter(name =>
  existsSync(join(import.meta.dirname, name, 'bench.ts')),
);
const asked = process.argv.slice(2).filter(argument => !argument.startsWith('-'));
const unknown = asked.filter(name => !available.includes(name));
if (unknown.length > 0) {
  console.error(`No bench called '${unknown.join("', '")}'. There are: ${available.join(', ')}`);
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : available) {
  console.log(`\n# ${name}`);
  await import(`./${name}/bench.ts`);
}
