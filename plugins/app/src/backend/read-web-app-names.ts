import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebAppNames } from '@portico/config/loader';

/** The file of a build that tells what the configuration may name, for the backend and the command line. */
export const namesFile = 'portico-names.json';

/** What a build has written there; nothing where it is not known. Needs nothing of what builds. */
export async function readWebAppNames(folder: string): Promise<WebAppNames | undefined> {
  try {
    const names = JSON.parse(await readFile(join(folder, namesFile), 'utf8')) as Partial<WebAppNames>;
    const { extensions, routes, externalRoutes } = names;
    return extensions && routes && externalRoutes ? { extensions, routes, externalRoutes } : undefined;
  } catch {
    return undefined;
  }
}
