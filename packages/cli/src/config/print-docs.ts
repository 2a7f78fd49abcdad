import { listConfigKeys, type DeclaredKey } from '@portico/config/loader';
import { print } from '../print.ts';
import { loadSchemas } from './load.ts';

/** `portico config docs` */
export async function printDocs(options: { package?: string }): Promise<void> {
  const { schemas } = await loadSchemas(options);
  print(formatReference(listConfigKeys(schemas)));
}

/** A Markdown reference: a section for each top-level key, a table of the keys below it. */
export function formatReference(keys: readonly DeclaredKey[]): string {
  const sections = Map.groupBy(keys, ({ key }) => key.split(/[.[]/)[0] ?? '');
  const parts = [...sections]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => formatSection(name, members));
  return ['# Configuration reference', ...parts].join('\n\n');
}

function formatSection(name: string, members: readonly DeclaredKey[]): string {
  const own = members.filter(({ key }) => key === name);
  const rows = members.filter(member => member.key !== name && !isPlainItem(member)).map(formatRow);
  const table = ['| key | value | |', '|---|---|---|', ...rows];
  return [
    `## ${name}`,
    ...new Set(own.flatMap(({ description }) => description ?? [])),
    ...(rows.length > 0 ? [table.join('\n')] : []),
  ].join('\n\n');
}

/** The items of a list of text are told by the list already. */
function isPlainItem({ key, description }: DeclaredKey): boolean {
  return key.endsWith('[]') && description === undefined;
}

function formatRow(declared: DeclaredKey): string {
  const { key, wants, description, required, visibility, packageName } = declared;
  const notes = [
    description,
    required && 'Required.',
    declared.default !== undefined && `Default: \`${JSON.stringify(declared.default)}\`.`,
    declared.examples && `For example \`${JSON.stringify(declared.examples[0])}\`.`,
    visibility === 'secret' && 'Secret.',
    visibility === 'frontend' && 'The browser may see it.',
    declared.deprecated !== undefined && `**Deprecated.** ${declared.deprecated}`,
    `(${packageName})`,
  ];
  return `| \`${key}\` | ${escapeCell(wants)} | ${escapeCell(notes.filter(Boolean).join(' '))} |`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');
}
