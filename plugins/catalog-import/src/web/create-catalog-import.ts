import type { CatalogApi } from '@portico/catalog-client';
import type { ConfigApi, OAuthApi } from '@portico/frontend-plugin-api';
import type { CatalogImportApi } from '../react/catalog-import-api.ts';

/** What the API works with. */
export interface CatalogImportTools {
  catalog: CatalogApi;
  config: ConfigApi;
  /** Gives tokens of the user; absent where nobody signs in with GitHub. */
  githubAuth?: OAuthApi | undefined;
}

/** Makes the API of the page; the grammar of hosts' URLs is loaded with the first call that needs it. */
export function createCatalogImport({ catalog, config, githubAuth }: CatalogImportTools): CatalogImportApi {
  const settings = config.getOptionalConfig('catalog.import');
  const filename = settings?.getOptionalString('entityFilename') ?? 'catalog-info.yaml';
  const branch = settings?.getOptionalString('pullRequestBranchName') ?? 'backstage-integration';
  const load = async () => {
    const { createScmIntegrations } = await import('@portico/integration');
    return createScmIntegrations(config);
  };
  return {
    async analyzeUrl(url) {
      const { analyzeUrl } = await import('./url/analyze-url.ts');
      return analyzeUrl(url.trim(), { catalog, filename, integrations: await load() });
    },
    async preparePullRequest() {
      const app = config.getOptionalString('app.title') ?? 'the developer portal';
      return {
        title: `Add ${filename}`,
        body: `This file describes what is in this repository to ${app}. Once it is merged, it can be registered there.`,
      };
    },
    async canSubmitPullRequest(repositoryUrl) {
      const apiBaseUrl = (await load()).github.byUrl(repositoryUrl)?.config.apiBaseUrl;
      return githubAuth !== undefined && apiBaseUrl !== undefined;
    },
    async submitPullRequest(request) {
      const integration = (await load()).github.byUrl(request.repositoryUrl);
      const apiBaseUrl = integration?.config.apiBaseUrl;
      if (!githubAuth || !integration || apiBaseUrl === undefined) {
        throw new Error(
          `No pull request can be made for '${request.repositoryUrl}'. Download the file and commit it yourself`,
        );
      }
      const { submitGithubPullRequest } = await import('./pull-request/submit-github.ts');
      return submitGithubPullRequest(request, {
        integration,
        apiBaseUrl,
        token: await githubAuth.getAccessToken(['repo']),
        fetch: (input, init) => fetch(input, init),
        branch,
        filename,
      });
    },
    async newFileUrl(repositoryUrl, content) {
      const type = (await load()).byUrl(repositoryUrl)?.type;
      const { newFileUrl } = await import('./pull-request/new-file-url.ts');
      return type === undefined ? undefined : newFileUrl(repositoryUrl, { type, filename, content });
    },
  };
}
