import { resolveBelow, resolvePath } from './resolve-url.ts';
import type { GitIntegration } from './scm-integration.ts';
import { parseHttpUrl, type SourceUrl } from './source-url.ts';

/** How a host writes the URLs of its repositories. */
export interface UrlGrammar {
  /** Throws `InputError` for what points to nothing in a repository. */
  parse(url: URL): SourceUrl;
  /** The URL of another path at the same ref; `url` is the one that `source` was parsed from. */
  withPath(source: SourceUrl, path: string, url: URL): URL;
  /** Points at a line of a file. */
  setLine(url: URL, line: number): void;
  /** The page where a file is edited. */
  edit(source: SourceUrl, url: URL): string;
}

/** Makes the integration of a host of git repositories from the grammar of its URLs. */
export function createGitIntegration<TConfig extends { host: string }>(
  type: string,
  config: TConfig,
  grammar: UrlGrammar,
): GitIntegration<TConfig> {
  return {
    type,
    title: config.host,
    config,
    parseUrl: url => grammar.parse(parseHttpUrl(url)),
    resolveUrl(options) {
      const { url, base, lineNumber } = options;
      if (URL.canParse(url)) return url;
      const baseUrl = parseHttpUrl(base);
      const source = tryParse(grammar, baseUrl);
      if (source?.ref === undefined) return resolveBelow(options);
      const resolved = grammar.withPath(source, resolvePath(source.path, url), baseUrl);
      resolved.hash = /#.*$/s.exec(url)?.[0] ?? '';
      if (lineNumber) grammar.setLine(resolved, lineNumber);
      return resolved.href;
    },
    resolveEditUrl(url) {
      const parsed = URL.parse(url);
      const source = parsed && tryParse(grammar, parsed);
      return parsed && source?.ref !== undefined ? grammar.edit(source, parsed) : url;
    },
  };
}

function tryParse(grammar: UrlGrammar, url: URL): SourceUrl | undefined {
  try {
    return grammar.parse(url);
  } catch {
    return undefined;
  }
}
