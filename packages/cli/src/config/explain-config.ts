import { formatPlace, type ConfigExplanation } from '@portico/config/loader';
import { NotFoundError } from '@portico/errors';
import { findApp } from '../app/find-app.ts';
import { formatColumns, print } from '../print.ts';
import { formatData } from '../format-data.ts';
import { loadAppConfig, type SourceOptions } from './load.ts';

/** `portico config explain` */
export async function explainConfig(key: string, options: SourceOptions): Promise<void> {
  // Also of a configuration that is not valid, since that is when one asks.
  const { explain } = await loadAppConfig({ ...options, acceptInvalid: true });
  const explanation = explain(key);
  if (explanation.sources.length === 0 && explanation.declarations.length === 0) {
    throw new NotFoundError(
      `No source mentions '${key}', and no installed package declares it. See portico config docs.`,
    );
  }
  print(formatExplanation(explanation, findApp(process.cwd()).configRoot));
}

const effects: Readonly<Record<ConfigExplanation['sources'][number]['effect'], string>> = {
  wins: 'wins',
  merged: 'merged into it',
  unset: 'unsets it',
  overridden: 'overridden',
  absent: 'left out',
};

/** The explanation as people read it: the value, then every source, the strongest first, then the packages. */
export function formatExplanation(
  { key, value, visibility, sources, declarations }: ConfigExplanation,
  root: string,
): string {
  const rows = sources.map(({ place, effect, value: own, missing = [] }) => [
    effects[effect],
    formatPlace(place, root),
    missing.length > 0 ? `${missing.join(', ')} is not set` : showShort(own),
  ]);
  const packages = declarations.map(({ packageName, wants, description }) => [
    packageName,
    `${wants}.${description === undefined ? '' : ` ${description}`}`,
  ]);
  const shown =
    value === undefined
      ? 'has no value'
      : `= ${typeof value === 'object' ? `\n${formatData(value, 'yaml').replaceAll(/^/gm, '  ')}` : JSON.stringify(value)}`;
  return [
    `${key} ${shown}`,
    ...(rows.length > 0 ? ['', 'Sources, the strongest first:', formatColumns(rows, '  ')] : []),
    ...(packages.length > 0 ? ['', 'Declared by:', formatColumns(packages, '  ')] : []),
    ...(visibility === 'backend'
      ? []
      : ['', visibility === 'secret' ? 'It is a secret.' : 'The browser may see it.']),
  ].join('\n');
}

function showShort(value: unknown): string {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > 70 ? `${text.slice(0, 67)}…` : text;
}
