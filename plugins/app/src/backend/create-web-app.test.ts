import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, nextLoad) {
      packages.add(/.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return nextLoad(url, context);
    },
  });
  await import('${new URL('create-web-app.ts', import.meta.url).href}');
  console.log(JSON.stringify([...packages]));`;

it('loads nothing that builds when the portal starts', () => {
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const packages = JSON.parse(loaded) as (string | null)[];
  expect(packages.filter(name => name !== null && /vite|rolldown|lightningcss|react/.test(name))).toEqual([]);
  expect(packages.length).toBeGreaterThan(1);
});
