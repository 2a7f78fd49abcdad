import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateCatalog } from '../catalog/generate.ts';

/** A location of `catalog.locations`, as both portals read it. */
export interface FileLocation {
  type: 'file';
  target: string;
  rules: { allow: string[] }[];
}

const perFile = 500;
const kinds = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User'];

/** Writes a generated catalog into files of 500 entities each, and tells the locations that declare them. */
export function writeCatalogFiles(folder: string, size: number): FileLocation[] {
  mkdirSync(folder, { recursive: true });
  const documents = [...generateCatalog(size)].map(entity => JSON.stringify(entity));
  const locations: FileLocation[] = [];
  for (let start = 0; start < documents.length; start += perFile) {
    const target = join(folder, `entities-${start / perFile}.yaml`);
    writeFileSync(target, documents.slice(start, start + perFile).join('\n---\n'));
    locations.push({ type: 'file', target, rules: [{ allow: kinds }] });
  }
  return locations;
}

/** Waits until a portal has all generated entities, and components their relations; tells the seconds. */
export async function waitForCatalog(url: string, size: number): Promise<number> {
  const started = performance.now();
  const deadline = started + 15 * 60_000;
  while (performance.now() < deadline) {
    if (await hasCatalog(url, size).catch(() => false)) return (performance.now() - started) / 1000;
    await sleep(500);
  }
  throw new Error(`The catalog at '${url}' does not have ${size} entities after 15 minutes`);
}

async function hasCatalog(url: string, size: number): Promise<boolean> {
  const authorization = `Bearer ${await signIn(url)}`;
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}/api/catalog${path}`, { headers: { authorization } });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return (await response.json()) as T;
  };
  type Facets = { facets: { kind: { value: string; count: number }[] } };
  const { facets } = await ask<Facets>('/entity-facets?facet=kind');
  const found = facets.kind.filter(({ value }) => kinds.includes(value));
  if (found.reduce((sum, { count }) => sum + count, 0) < size) return false;
  type Page = { items: { relations?: unknown[] }[] };
  const { items } = await ask<Page>(
    '/entities/by-query?filter=kind=component&limit=500&fields=relations&orderField=metadata.name,desc',
  );
  return items.every(({ relations = [] }) => relations.length >= 6);
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = (await response.json()) as { backstageIdentity: { token: string } };
  return backstageIdentity.token;
}
