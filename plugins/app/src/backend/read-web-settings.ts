import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '@portico/config';

/** Where the web app is. */
export interface WebSettings {
  /** The folder with the index.html to build. */
  sources: string;
  /** The folder that builds go to. */
  output: string;
  /** A folder that was built elsewhere, served as it is. */
  prebuilt: string | undefined;
  /** Serve through Vite with hot reload. */
  isDevelopment: boolean;
}

/**
 * Reads `app.web` and `app.packageName`, which are relative to the folder of
 * the app, the working folder.
 *
 * @throws Error when `app.packageName` names a package without a built app.
 */
export function readWebSettings(config: Config): WebSettings {
  const folder = process.cwd();
  const packageName = config.getOptionalString('app.packageName');
  return {
    sources: resolve(folder, config.getOptionalString('app.web.folder') ?? 'web'),
    output: resolve(folder, config.getOptionalString('app.web.output') ?? 'dist/web'),
    prebuilt: packageName === undefined ? undefined : findPrebuilt(folder, packageName),
    isDevelopment: process.env['PORTICO_DEV'] === '1',
  };
}

function findPrebuilt(folder: string, packageName: string): string {
  const require = createRequire(join(folder, 'package.json'));
  const dist = join(dirname(require.resolve(`${packageName}/package.json`)), 'dist');
  if (!existsSync(join(dist, 'static'))) {
    throw new Error(
      `The package '${packageName}' of app.packageName has no built app in '${dist}'. Build it, or remove app.packageName to serve the portal's own.`,
    );
  }
  return dist;
}
