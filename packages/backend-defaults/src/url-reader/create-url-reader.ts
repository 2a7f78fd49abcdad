import type { LoggerService, UrlReaderService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { InputError, NotAllowedError } from '@portico/errors';
import { redactUrl, type GitIntegration, type ScmIntegrationsGroup } from '@portico/integration';
import { createAzureReader } from './azure-reader.ts';
import { createBitbucketCloudReader } from './bitbucket-cloud-reader.ts';
import { createGiteaReader } from './gitea-reader.ts';
import { createGithubReader } from './github-reader.ts';
import { createGitlabReader } from './gitlab-reader.ts';
import type { HostAccess } from './host-access.ts';
import { createPlainReader } from './plain-reader.ts';
import { createTreeResponseFactory, type TreeResponseFactory } from './tree-response-factory.ts';
import type { UrlReaderFactory, UrlReaderRule } from './url-reader-factory.ts';

/** What a URL reader is made of. */
export interface UrlReaderOptions {
  config: Config;
  logger: LoggerService;
  /** Gives another one after the configuration changed. */
  access(): HostAccess;
  /** For further hosts; asked first. */
  factories?: UrlReaderFactory[];
}

/**
 * Makes a reader that hands each URL to the first reader that takes it. Throws
 * `NotAllowedError` for a URL that none takes.
 */
export function createUrlReader({
  config,
  logger,
  access,
  factories = [],
}: UrlReaderOptions): UrlReaderService {
  const treeResponseFactory = createTreeResponseFactory(access().trees);
  const custom = factories.flatMap(factory => factory({ config, logger, treeResponseFactory }));
  let builtIn: { access: HostAccess; rules: UrlReaderRule[] } | undefined;

  const readerOf = (url: string): UrlReaderService => {
    const parsed = URL.parse(url);
    if (parsed === null)
      throw new InputError(`'${redactUrl(url)}' is no URL. Write it with https:// and a host`);
    const current = access();
    if (builtIn?.access !== current) builtIn = { access: current, rules: builtInRules(current) };
    const rule = [...custom, ...builtIn.rules].find(({ predicate }) => predicate(parsed));
    if (!rule) throw isOfWeb(parsed) ? notAllowed(url, current) : notOfWeb(url);
    return rule.reader;
  };
  return {
    readUrl: async (url, options) => readerOf(url).readUrl(url, options),
    readTree: async (url, options) => readerOf(url).readTree(url, options),
    search: async (url, options) => readerOf(url).search(url, options),
  };
}

function builtInRules(access: HostAccess): UrlReaderRule[] {
  const { integrations } = access;
  const trees = createTreeResponseFactory(access.trees);
  const rulesOf = <T extends GitIntegration>(
    group: ScmIntegrationsGroup<T>,
    create: (integration: T, access: HostAccess, trees: TreeResponseFactory) => UrlReaderService,
  ) =>
    group.list().map(integration => ({
      predicate: (url: URL) => url.host === integration.config.host,
      reader: create(integration, access, trees),
    }));
  return [
    ...rulesOf(integrations.azure, createAzureReader),
    ...rulesOf(integrations.bitbucketCloud, createBitbucketCloudReader),
    ...rulesOf(integrations.github, createGithubReader),
    ...rulesOf(integrations.gitea, createGiteaReader),
    ...rulesOf(integrations.gitlab, createGitlabReader),
    { predicate: access.isAllowed, reader: createPlainReader(access) },
  ];
}

function isOfWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

/** `localhost:80/x` is a URL too, of the scheme `localhost`. */
function notOfWeb(url: string): NotAllowedError {
  return new NotAllowedError(
    `'${redactUrl(url)}' does not begin with http:// or https://. Write it with one of them, followed by the host`,
  );
}

function notAllowed(url: string, { integrations }: HostAccess): NotAllowedError {
  const integration = integrations.byUrl(url);
  const remedy = integration
    ? `No reader for integrations.${integration.type} is installed: add a module that gives one to core.urlReader.factories`
    : `Configure an integration for its host, or add the host to backend.reading.allow`;
  return new NotAllowedError(`Reading from '${redactUrl(url)}' is not allowed. ${remedy}`);
}
