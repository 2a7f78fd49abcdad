/** What is shown in place of a URL that would run a script. The catalog writes it into `view-url` and `edit-url`. */
export const REJECTED_ANNOTATION_URL = 'https://backstage.io/annotation-rejected-for-security-reasons';

/**
 * How far a URL may be trusted as the target of a link: `safe` opens a known
 * kind of page or program, `script` can run in the portal's own page, and
 * `unknown` has a scheme that is on no list (or is no absolute URL).
 */
export type UrlSafety = 'safe' | 'script' | 'unknown';

const scriptSchemes = new Set(['javascript', 'data', 'vbscript']);

const safeSchemes = new Set(
  (
    'http https mailto tel sms xmpp irc ircs matrix slack msteams zoommtg skype discord git ssh svn ftp ftps sftp ' +
    'vscode vscode-insiders cursor idea jetbrains intellij notion obsidian linear figma grafana s3 gs postman'
  ).split(' '),
);

/**
 * Sorts a URL by its scheme. White space and control characters that browsers
 * ignore are ignored here as well, so `java\tscript:` is a script.
 */
export function classifyUrl(url: string): UrlSafety {
  const scheme = readScheme(url);
  if (scheme === undefined) return 'unknown';
  if (scriptSchemes.has(scheme)) return 'script';
  return safeSchemes.has(scheme) ? 'safe' : 'unknown';
}

/**
 * The URL if it may become the `href` of a link, else `undefined`. Relative
 * URLs are refused: an entity has no page that they could be relative to.
 */
export function toSafeHref(url: string): string | undefined {
  return classifyUrl(url) === 'safe' ? url.trim() : undefined;
}

/** Whether a text is an absolute URL by the WHATWG rules. */
export function isAbsoluteUrl(text: unknown): boolean {
  return typeof text === 'string' && URL.canParse(text);
}

/** Whether following this URL could run a script in the page that shows it. */
export function isScriptUrl(url: string): boolean {
  return classifyUrl(url) === 'script';
}

// The WHATWG URL parser strips C0 controls and blanks in front, and tab and line breaks anywhere.
function readScheme(url: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  const cleaned = url.replace(/^[\u0000-\u0020]+/, '').replaceAll(/[\t\n\r]/g, '');
  return /^([a-z][a-z0-9+.-]*):/i.exec(cleaned)?.[1]?.toLowerCase();
}
