import { ConfigError, formatProblem, listConfigKeys, type ConfigProblem } from '@portico/config/loader';
import { findApp } from '../app/find-app.ts';
import { print } from '../print.ts';
import { checkNames } from './check-names.ts';
import { loadAppConfig, loadSchemas, type SourceOptions } from './load.ts';

/** `portico config check` */
export async function checkConfig(
  options: SourceOptions & { frontend?: boolean; deprecated?: boolean },
): Promise<void> {
  const { errors, warnings, note } = await findProblems(options);
  const concerns = options.frontend ? await createFrontendFilter(options) : () => true;
  const isWanted = options.deprecated ? isDeprecation : () => true;
  const shown = [...errors, ...warnings.filter(isWanted)].filter(concerns);
  const root = findApp(process.cwd()).configRoot;
  for (const problem of shown) print(`${problem.severity.padEnd(7)}  ${formatProblem(problem, root)}`);
  if (note !== undefined) print(`note     ${note}`);
  const failed = shown.filter(({ severity }) => severity === 'error').length;
  if (failed > 0) process.exitCode = 1;
  print(summarize(failed, shown.length - failed));
}

interface Problems {
  errors: readonly ConfigProblem[];
  warnings: readonly ConfigProblem[];
  note?: string;
}

async function findProblems(options: SourceOptions): Promise<Problems> {
  try {
    const loaded = await loadAppConfig(options);
    const { problems, ...note } = checkNames(loaded, options);
    return { errors: [], warnings: [...loaded.warnings, ...problems], ...note };
  } catch (error) {
    if (error instanceof ConfigError) return { errors: error.problems, warnings: error.warnings };
    throw error;
  }
}

function isDeprecation({ message }: ConfigProblem): boolean {
  return message.startsWith('is deprecated');
}

/** Whether a problem is about a key that some package shows to the browser, or about a whole source. */
async function createFrontendFilter(options: SourceOptions): Promise<(problem: ConfigProblem) => boolean> {
  const { schemas } = await loadSchemas(options);
  const visible = listConfigKeys(schemas).filter(({ visibility }) => visibility === 'frontend');
  const patterns = visible.map(({ key }) => new RegExp(`^${toPattern(key)}$`));
  return ({ key }) => key === '' || patterns.some(pattern => pattern.test(key));
}

function toPattern(key: string): string {
  return key
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(String.raw`\[\]`, String.raw`\[\d+\]`)
    .replaceAll('<name>', '[^.]+');
}

function summarize(errors: number, warnings: number): string {
  if (errors === 0 && warnings === 0) return 'The configuration is valid.';
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return errors === 0
    ? `The configuration is valid, with ${count(warnings, 'warning')}.`
    : `The configuration is not valid: ${count(errors, 'error')}.`;
}
