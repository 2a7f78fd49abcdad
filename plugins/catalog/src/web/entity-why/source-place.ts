import { toSafeHref } from '@portico/catalog-model';

/** A place in a file, as people write it, with a link to it where there is one. */
export interface SourcePlace {
  /** `catalog-info.yaml:12:3`, with as much of the path as tells files apart. */
  label: string;
  /** The whole path or URL. */
  title: string;
  href?: string;
}

/** Hosts of sources whose pages of files have lines as `#L12`. */
const lineAnchors = /\/(?:blob|-\/blob|tree|src)\//;

/** Describes where something stands: a URL, a path, or a location ref, with line and column. */
export function describePlace(
  source: string,
  position: { line?: number | undefined; column?: number | undefined } = {},
): SourcePlace {
  const target = source.replace(/^(?:url|file):(?=\S)/, '');
  const { line, column } = position;
  const suffix = [line, line === undefined ? undefined : column].filter(part => part !== undefined);
  const href = toSafeHref(target);
  const isWeb = href !== undefined && /^https?:/i.test(href);
  const anchor = isWeb && line !== undefined && lineAnchors.test(href) ? `#L${line}` : '';
  return {
    label: [shorten(target), ...suffix].join(':'),
    title: [target, ...suffix].join(':'),
    ...(isWeb && { href: `${href}${anchor}` }),
  };
}

/** The last two parts of a path; the host of a URL tells more than the folder. */
function shorten(target: string): string {
  const [path = target] = target.split(/[?#]/);
  const url = URL.canParse(path) ? new URL(path) : undefined;
  const parts = (url ? url.pathname : path).split(/[/\\]/).filter(part => part !== '' && part !== '.');
  const end = parts.slice(-2).join('/');
  const isWeb = url !== undefined && /^https?:$/.test(url.protocol);
  if (!isWeb) return end || target;
  return parts.length > 2 ? `${url.host}/…/${end}` : `${url.host}/${end}`;
}
