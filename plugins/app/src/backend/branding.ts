import type { Config } from '@portico/config';

/** What makes the portal look like its organisation's. */
export interface Branding {
  title: string;
  favicon: string | undefined;
  /** Rules that put the organisation's colours and fonts in place of the portal's. */
  css: string;
}

/** Colours as CSS has them; nothing that could end a declaration. */
const colour = /^(?:#[0-9a-f]{3,8}|[a-z]+|(?:rgb|hsl|oklch|oklab|lab|lch|color)\([\w\s.,%/+-]*\))$/i;
const font = /^[\w\s,.'"-]+$/;

/**
 * Reads `app.title` and `app.branding`.
 *
 * @throws Error naming the key, for a colour or font that CSS would not understand.
 */
export function readBranding(config: Config): Branding {
  const branding = config.getOptionalConfig('app.branding');
  const read = (key: string, pattern: RegExp): string | undefined => {
    const value = branding?.getOptionalString(key);
    if (value === undefined || pattern.test(value)) return value;
    throw new Error(
      `app.branding.${key} is '${value}', which is not valid in CSS. Use a colour such as '#3d5bd8', or the names of fonts.`,
    );
  };
  const light = accentRules(read('accent', colour));
  const dark = accentRules(read('accentDark', colour));
  const family = read('font', font);
  return {
    title: config.getOptionalString('app.title') ?? 'Portico',
    favicon: branding?.getOptionalString('favicon'),
    css: [
      family && `:root{--portico-font:${family}, system-ui, sans-serif}`,
      light && `:root[data-mantine-color-scheme='light']{${light}}`,
      dark && `:root[data-mantine-color-scheme='dark']{${dark}}`,
    ]
      .filter(Boolean)
      .join(''),
  };
}

/** The shades of an accent follow from the accent. */
function accentRules(accent: string | undefined): string | undefined {
  if (accent === undefined) return undefined;
  const mix = (share: number, other: string): string => `color-mix(in oklab,${accent} ${share}%,${other})`;
  return [
    `--portico-accent:${accent}`,
    `--portico-accent-hover:${mix(85, 'var(--portico-text)')}`,
    `--portico-accent-text:${mix(80, 'var(--portico-text)')}`,
    `--portico-accent-soft:${mix(12, 'var(--portico-surface)')}`,
  ].join(';');
}
