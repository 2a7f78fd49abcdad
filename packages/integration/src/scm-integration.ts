import type { SourceUrl } from './source-url.ts';

/** How a URL in a document is resolved. */
export interface ResolveUrlOptions {
  /** Absolute; or relative to `base`; or, with a leading slash, to the top of the repository that `base` is in. */
  url: string;
  /** The URL of the document. */
  base: string;
  /** The line to point at, from 1. */
  lineNumber?: number | undefined;
}

/** A source host that is configured, and what its URLs mean. */
export interface ScmIntegration<TConfig extends { host: string } = { host: string }> {
  /** The key under `integrations`, such as `github`. */
  type: string;
  /** For people to read: the host. */
  title: string;
  config: TConfig;
  /** Whether it is responsible for a host that is not the one in its configuration, such as a bucket's own. */
  covers?(host: string): boolean;
  /** An absolute URL; those that are given absolute are given back. Throws `InputError` for one that leaves the repository. */
  resolveUrl(options: ResolveUrlOptions): string;
  /** The page of the host where a file is edited; the URL itself where there is none. */
  resolveEditUrl(url: string): string;
}

/** A host of git repositories. */
export interface GitIntegration<
  TConfig extends { host: string } = { host: string },
> extends ScmIntegration<TConfig> {
  /** What a URL of this host points to. Throws `InputError` for one that points to nothing in a repository. */
  parseUrl(url: string): SourceUrl;
}

/** The configured hosts of one type, or of all. */
export interface ScmIntegrationsGroup<T extends ScmIntegration> {
  list(): T[];
  /** The one with the host (and port) of a URL; `undefined` for others, and for what is no URL. */
  byUrl(url: string | URL): T | undefined;
  byHost(host: string): T | undefined;
}

/** Makes a group of integrations. */
export function groupIntegrations<T extends ScmIntegration>(integrations: T[]): ScmIntegrationsGroup<T> {
  const byHost = (host: string) =>
    integrations.find(integration => integration.config.host === host) ??
    integrations.find(integration => integration.covers?.(host));
  return {
    list: () => [...integrations],
    byUrl(url) {
      const parsed = URL.parse(url);
      return parsed === null ? undefined : byHost(parsed.host);
    },
    byHost,
  };
}
