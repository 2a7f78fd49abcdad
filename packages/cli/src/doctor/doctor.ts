import { loadConfig, type LoadedConfig } from '@portico/config/loader';
import { toError } from '@portico/errors';
import { findApp } from '../app/find-app.ts';
import { formatColumns, print } from '../print.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkDatabase } from './check-database.ts';
import { checkFolder } from './check-folder.ts';
import { checkNode } from './check-node.ts';
import { checkPort } from './check-port.ts';
import { checkVersions } from './check-versions.ts';
import type { Finding } from './finding.ts';

/** `portico doctor`: a line for each finding, and exit code 1 when one of them failed. */
export async function doctor(options: { config?: string[] }): Promise<void> {
  const app = findApp(process.cwd());
  const args = (options.config ?? []).map(target => `--config=${target}`);
  const loaded = await loadConfig({ root: app.configRoot, args }).catch(toError);
  const checks = [
    checkNode(),
    checkConfiguration(loaded, app.configRoot),
    ...checksOfConfig(loaded, app.folder),
    checkFolder(app.folder),
    checkVersions(app.folder),
  ];
  const findings = (await Promise.all(checks)).flat();
  print(formatColumns(findings.map(({ status, subject, text }) => [status.padEnd(4), subject, text])));
  const failed = findings.filter(({ status }) => status === 'fail').length;
  print();
  print(
    failed === 0
      ? 'The portal can run here.'
      : `The portal cannot run here: see the ${failed === 1 ? 'line' : `${failed} lines`} with 'fail'.`,
  );
  if (failed > 0) process.exitCode = 1;
}

function checksOfConfig(loaded: LoadedConfig | Error, folder: string): Promise<Finding[]>[] {
  return loaded instanceof Error ? [] : [checkDatabase(loaded.config, folder), checkPort(loaded.config)];
}
