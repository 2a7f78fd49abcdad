import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '@portico/errors';

/** A place to read configuration from. */
export type ConfigTarget = { kind: 'file'; file: string; optional: boolean } | { kind: 'url'; url: string };

/**
 * The sources to read, weakest first: what `--config` names, else
 * `app-config.yaml`, `app-config.<env>.yaml`, `app-config.local.yaml` and
 * `app-config.<env>.local.yaml` in the root, `<env>` being each name in the
 * comma separated `BACKSTAGE_ENV`. Only the first of these must exist.
 *
 * @throws InputError for `--config` without a value.
 */
export function listConfigTargets(options: {
  root: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  allowMissing: boolean;
}): ConfigTarget[] {
  const named = parseConfigArgs(options.args);
  if (named.length > 0) return named.map(toTarget);
  const environments = (options.env['BACKSTAGE_ENV'] ?? '').split(',').map(name => name.trim());
  const names = environments.filter(name => name !== '');
  const optional = [...names, 'local', ...names.map(name => `${name}.local`)];
  return [
    { kind: 'file', file: join(options.root, 'app-config.yaml'), optional: options.allowMissing },
    ...optional.map(name => ({
      kind: 'file' as const,
      file: join(options.root, `app-config.${name}.yaml`),
      optional: true,
    })),
  ];
}

/** The values of every `--config value` and `--config=value`, in order. */
export function parseConfigArgs(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    if (arg.startsWith('--config=')) return [requireValue(arg.slice('--config='.length))];
    return arg === '--config' ? [requireValue(args[index + 1])] : [];
  });
}

function requireValue(value: string | undefined): string {
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new InputError("'--config' needs a value. Give it the path or the URL of a configuration file");
  }
  return value;
}

function toTarget(target: string): ConfigTarget {
  return /^https?:\/\//i.test(target)
    ? { kind: 'url', url: target }
    : { kind: 'file', file: resolve(target), optional: false };
}

/** The nearest folder, from the given one upward, that holds an `app-config.yaml`; the given one if none does. */
export function findConfigRoot(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'app-config.yaml'))) return folder;
    if (dirname(folder) === folder) return resolve(start);
  }
}
