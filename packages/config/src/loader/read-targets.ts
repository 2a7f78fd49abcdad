import { readFileSync } from 'node:fs';
import type { ConfigSource } from './config-node.ts';
import type { ConfigTarget } from './config-targets.ts';
import { readEnvSource } from './env-source.ts';
import { withoutCredentials } from './fetch-remote.ts';
import { readFailure } from './include.ts';
import type { ConfigProblem } from './problem.ts';
import { fileSource, readSource, type SourceReading } from './read-source.ts';

/** What all sources together gave. */
export interface TargetsReading {
  /** Weakest first. */
  sources: ConfigSource[];
  problems: ConfigProblem[];
  /** Whether a source is missing as a whole, because nothing of it could be read. */
  isIncomplete: boolean;
  /** Every file that was read or looked for, also included ones. */
  files: string[];
}

/** Reads every target and the environment. `remote` holds the texts of the URLs among them. */
export function readTargets(
  targets: readonly ConfigTarget[],
  options: { env: NodeJS.ProcessEnv; remote: ReadonlyMap<string, string>; lax: boolean },
): TargetsReading {
  const { env, remote, lax } = options;
  const files: string[] = [];
  const readFile = (file: string): string => {
    files.push(file);
    return readFileSync(file, 'utf8');
  };
  const reading = {
    lookUp: (name: string) => (Object.hasOwn(env, name) ? env[name]?.trim() : undefined),
    readFile,
    lax,
  };
  const readings = targets.map((target): SourceReading => {
    if (target.kind === 'url') {
      return readSource(
        { context: withoutCredentials(target.url), text: remote.get(target.url) ?? '' },
        reading,
      );
    }
    const text = readTarget(target, readFile);
    return typeof text === 'string' ? readSource(fileSource(target.file, text), reading) : text;
  });
  readings.push(readEnvSource(env));
  return {
    sources: readings.flatMap(({ source }) => source ?? []),
    problems: readings.flatMap(({ problems }) => problems),
    isIncomplete: readings.some(({ source, problems }) => !source && problems.length > 0),
    files: [...new Set(files)],
  };
}

function readTarget(
  { file, optional }: Extract<ConfigTarget, { kind: 'file' }>,
  readFile: (file: string) => string,
): string | SourceReading {
  try {
    return readFile(file);
  } catch (error) {
    if (optional && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { problems: [] };
    const message = `The configuration file cannot be read: ${readFailure(error)}, or name another one with --config.`;
    return { problems: [{ severity: 'error', key: '', place: { source: file, file }, message }] };
  }
}
