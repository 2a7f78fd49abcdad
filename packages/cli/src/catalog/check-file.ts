import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { createProblem, type CatalogModel, type EntityProblem } from '@portico/catalog-model';
import { validateEntityYaml } from '@portico/catalog-model/yaml';
import { toError } from '@portico/errors';
import type { EntityFile } from './find-entity-files.ts';

/** What a check of one file found. */
export interface CheckedFile {
  /** Relative to the working folder. */
  path: string;
  /** Missing when the file is none of the catalog's. */
  skipped?: 'skeleton' | 'foreign';
  entities: { ref?: string; line: number }[];
  /** Ordered by place. */
  problems: EntityProblem[];
}

const maxBytes = 40_000_000;

/**
 * Checks a file. One that nobody asked for by name is skipped unless it looks
 * like one of the catalog: a folder has other YAML files, and skeletons of
 * templates, which become entities only once they are filled in.
 */
export function checkFile({ path, named }: EntityFile, model: CatalogModel, cwd: string): CheckedFile {
  const source = relative(cwd, path);
  const checked: CheckedFile = { path: source, entities: [], problems: [] };
  const text = readText(path);
  if (typeof text !== 'string') return { ...checked, problems: [unreadable(source, text.fault)] };
  const skipped = named ? undefined : reasonToSkip(text, model);
  if (skipped) return { ...checked, skipped };
  const documents = validateEntityYaml(text, model, { source, hasFile: target => hasFile(target, path) });
  return {
    ...checked,
    entities: documents.map(({ ref, line }) => ({ line, ...(ref !== undefined && { ref }) })),
    problems: documents.flatMap(({ problems }) => problems).toSorted(byPlace),
  };
}

function readText(path: string): string | { fault: string } {
  try {
    const { size } = statSync(path);
    if (size > maxBytes)
      return { fault: `The file has ${size} bytes, which is more than the catalog reads. Split it` };
    return readFileSync(path, 'utf8');
  } catch (error) {
    return { fault: `The file cannot be read: ${toError(error).message}` };
  }
}

function unreadable(source: string, fault: string): EntityProblem {
  return { ...createProblem('yaml', [], fault), source, line: 1, column: 1 };
}

function reasonToSkip(text: string, model: CatalogModel): CheckedFile['skipped'] {
  const versions = new Set(model.kinds().flatMap(({ apiVersions }) => apiVersions));
  const declared = [...text.matchAll(/^apiVersion:\s*["']?([^\s"'#]+)/gm)].map(([, version = '']) => version);
  if (!declared.some(version => versions.has(version))) return 'foreign';
  return /\{%|\{\{-?\s*(?:values|cookiecutter)\b/.test(text) ? 'skeleton' : undefined;
}

/** In a repository, a path that starts with a slash starts at its root. */
function hasFile(target: string, file: string): boolean {
  const root = target.startsWith('/') ? findRepository(file) : undefined;
  const path = root === undefined ? resolve(dirname(file), target) : join(root, target);
  return existsSync(path);
}

function findRepository(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, '.git'))) return folder;
  return undefined;
}

function byPlace(a: EntityProblem, b: EntityProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
