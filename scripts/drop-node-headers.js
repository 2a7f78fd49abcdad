// Runs after `npm ci`, under whatever Node the machine has. The npm package `node`
// brings C++ headers and manuals (68 MB) that nothing here reads.
import { existsSync, readdirSync, rmSync } from 'node:fs';

const packages = new URL('../node_modules/node/node_modules/', import.meta.url);
const names = existsSync(packages) ? readdirSync(packages).filter(name => name.startsWith('node-')) : [];
for (const name of names) {
  for (const part of ['include', 'share']) {
    rmSync(new URL(`${name}/${part}`, packages), { recursive: true, force: true });
  }
}
