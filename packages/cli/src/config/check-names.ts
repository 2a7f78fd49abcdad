import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  findUnknownNames,
  type ConfigProblem,
  type LoadedConfig,
  type WebAppNames,
} from '@portico/config/loader';
import { findApp } from '../app/find-app.ts';

/** What is wrong with the names of extensions and routes. */
export interface CheckedNames {
  problems: ConfigProblem[];
  /** What they were compared with, or why they were not. */
  note?: string;
}

/**
 * Compares the extensions and routes that a configuration names with those of
 * the web app, as it was built last. Without a build that tells them nothing is
 * compared. `strict` makes errors of what there is not.
 */
export function checkNames(
  { config, explain }: LoadedConfig,
  { strict = false }: { strict?: boolean },
): CheckedNames {
  if (!config.has('app.extensions') && !config.has('app.routes.bindings')) return { problems: [] };
  const { folder } = findApp(process.cwd());
  const output = resolve(folder, config.getOptionalString('app.web.output') ?? 'dist/web');
  const names = readNames(output);
  if (typeof names === 'string') {
    const what = "The names in 'app.extensions' and 'app.routes.bindings' are not checked:";
    return { problems: [], note: `${what} ${names}` };
  }
  const problems = findUnknownNames(config, names).map((problem): ConfigProblem => {
    const place = explain(problem.key).sources[0]?.place;
    return { ...problem, severity: strict ? 'error' : 'warning', ...(place && { place }) };
  });
  if (problems.length === 0) return { problems };
  return {
    problems,
    note: 'Names are compared with the web app as it was built last. Start the portal to build it again.',
  };
}

/** The names that the last build below a folder has written, or why there are none. */
function readNames(output: string): WebAppNames | string {
  let names: Partial<WebAppNames> & { unknown?: string };
  try {
    const { folder } = readJson(join(output, 'portico-build.json')) as { folder: string };
    names = readJson(join(output, folder, 'portico-names.json')) as typeof names;
  } catch {
    const where = relative(process.cwd(), output) || '.';
    return `there is no built web app in '${where}'. Start the portal, which builds it.`;
  }
  const { extensions, routes, externalRoutes, unknown = 'they are missing' } = names;
  if (!extensions || !routes || !externalRoutes)
    return `the build of the web app could not list its own. ${unknown}.`;
  return { extensions, routes, externalRoutes };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
