import { ConfigError, formatProblem, type LoadedConfig } from '@portico/config/loader';
import { fine, type Finding } from './finding.ts';

/** Whether the configuration is valid; a line for each problem. */
export async function checkConfiguration(loaded: LoadedConfig | Error, root: string): Promise<Finding[]> {
  const subject = 'configuration';
  if (loaded instanceof ConfigError) {
    return loaded.problems.map(problem => ({ status: 'fail', subject, text: formatProblem(problem, root) }));
  }
  if (loaded instanceof Error) return [{ status: 'fail', subject, text: loaded.message }];
  const sources = loaded.appConfigs.map(({ context }) => context).join(', ') || 'no source';
  const warnings = loaded.warnings.map((warning): Finding => ({
    status: 'warn',
    subject,
    text: formatProblem(warning, root),
  }));
  return [...fine(subject, `valid, read from ${sources}`), ...warnings];
}
