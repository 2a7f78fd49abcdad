import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@portico/config';
import { loadConfig } from '@portico/config/loader';
import { findApp } from '../app/find-app.ts';

/** The configuration around the working folder, with the folder that its paths start at. */
export interface AppConfig {
  config: Config;
  folder: string;
}

/**
 * Reads the configuration of the app around the working folder, if there is
 * one. It is not checked: most of it has nothing to do with the question.
 *
 * @throws ConfigError for what cannot be read.
 */
export async function readAppConfig(sources: readonly string[] = []): Promise<AppConfig | undefined> {
  const { configRoot, folder } = findApp(process.cwd());
  if (sources.length === 0 && !existsSync(join(configRoot, 'app-config.yaml'))) return undefined;
  const args = sources.map(source => `--config=${source}`);
  const { config } = await loadConfig({ root: configRoot, args, schemas: [], lax: true });
  return { config, folder };
}
