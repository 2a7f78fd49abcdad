import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem, Project } from './project.ts';

/**
 * A migration, once recorded in `scripts/migrations.json`, never changes, and
 * imports nothing but types. `node scripts/check.ts --record` records new ones.
 */
export function checkMigrations(project: Project, options: { record?: boolean } = {}): Problem[] {
  const file = join(project.root, 'scripts/migrations.json');
  const recorded = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Record<string, string>;
  const present = Object.fromEntries(
    globSync('{packages,plugins}/*/**/migrations/*.ts', {
      cwd: project.root,
      exclude: name => name === 'node_modules',
    })
      .sort()
      .map(path => [path, hash(readFileSync(join(project.root, path), 'utf8'))]),
  );
  if (options.record) writeFileSync(file, `${JSON.stringify({ ...present, ...recorded }, null, 2)}\n`);
  return [...checkRecorded(recorded, present, options), ...checkTypesOnly(project)];
}

function checkRecorded(
  recorded: Record<string, string>,
  present: Record<string, string>,
  options: { record?: boolean },
): Problem[] {
  const changed = Object.entries(recorded)
    .filter(([path, digest]) => present[path] !== digest)
    .map(([path]) => ({
      file: path,
      message: 'is a recorded migration and was changed or removed; add a new one',
    }));
  if (options.record) return changed;
  const added = Object.keys(present)
    .filter(path => !(path in recorded))
    .map(path => ({ file: path, message: 'is not recorded; run `node scripts/check.ts --record`' }));
  return [...changed, ...added];
}

function checkTypesOnly(project: Project): Problem[] {
  return project.workspaces
    .flatMap(workspace => workspace.files)
    .filter(file => file.path.includes('/migrations/'))
    .flatMap(file =>
      file.imports
        .filter(({ typeOnly }) => !typeOnly)
        .map(({ line }) => ({ file: file.path, line, message: 'a migration imports types only' })),
    );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
