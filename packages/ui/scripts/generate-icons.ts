import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/**
 * Writes `src/icons/generated/icons.ts`: the shapes of the icons that
 * `src/icons.ts` exports, taken from Tabler Icons (MIT). Run it after adding a name:
 * `node packages/ui/scripts/generate-icons.ts`.
 */
const source = resolve(import.meta.dirname, '../src');
const set = createRequire(import.meta.url)('@iconify-json/tabler/icons.json') as {
  icons: Record<string, { body: string } | undefined>;
  aliases?: Record<string, { parent: string } | undefined>;
};

const names = [...readFileSync(`${source}/icons.ts`, 'utf8').matchAll(/^  (Icon\w+),$/gm)].map(
  ([, name = '']) => name,
);
const lines = [...new Set(names)].sort().map(name => {
  const body = shapesOf(name.replace(/^Icon/, ''));
  return `export const ${name}: Icon = /* @__PURE__ */ createIcon(${quote(body)});`;
});
writeFileSync(
  `${source}/icons/generated/icons.ts`,
  [
    '// Written by scripts/generate-icons.ts. The shapes are those of Tabler Icons,',
    '// Copyright (c) 2020-2026 Paweł Kuna, MIT License: https://github.com/tabler/tabler-icons',
    "import { createIcon, type Icon } from '../create-icon.tsx';",
    '',
    ...lines,
    '',
  ].join('\n'),
);

function shapesOf(name: string): string {
  const key = name.replaceAll(/([a-z])([A-Z0-9])|([0-9])([A-Z])/g, '$1$3-$2$4').toLowerCase();
  const icon = set.icons[key] ?? set.icons[set.aliases?.[key]?.parent ?? ''];
  if (!icon) throw new Error(`Tabler has no icon '${key}'; see https://tabler.io/icons`);
  const isFilled = key.endsWith('-filled');
  return icon.body
    .replaceAll(/ (?:stroke-width|stroke-linecap|stroke-linejoin)="[^"]*"/g, '')
    .replaceAll(isFilled ? / stroke="[^"]*"/g : / (?:stroke|fill)="[^"]*"/g, '')
    .replace(/^/, isFilled ? '<g stroke="none">' : '')
    .replace(/$/, isFilled ? '</g>' : '')
    .replace(/^<g>(.*)<\/g>$/, '$1');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}
