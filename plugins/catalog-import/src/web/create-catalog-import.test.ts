import { afterEach, expect, it, vi } from 'vitest';
import type { CatalogApi } from '@portico/catalog-client';
import { createConfigReader } from '@portico/config';
import type { OAuthApi } from '@portico/frontend-plugin-api';
import { createCatalogImport } from './create-catalog-import.ts';

afterEach(() => vi.unstubAllGlobals());

function createApi(getAccessToken = async () => 't0ken') {
  const github = [
    { host: 'ghe.example' },
    { host: 'ghe.other.example', apiBaseUrl: 'https://ghe.other.example/api/v3' },
  ];
  return createCatalogImport({
    // Pull requests ask nothing of the catalog.
    catalog: {} as CatalogApi,
    config: createConfigReader([{ context: 'test', data: { integrations: { github } } }]),
    githubAuth: { getAccessToken } satisfies OAuthApi,
  });
}

it('makes pull requests where it knows the API of the host', async () => {
  const api = createApi();
  expect(await api.canSubmitPullRequest('https://github.com/acme/web')).toBe(true);
  expect(await api.canSubmitPullRequest('https://ghe.other.example/acme/web')).toBe(true);
  expect(await api.canSubmitPullRequest('https://ghe.example/acme/web')).toBe(false);
  expect(await api.canSubmitPullRequest('https://gitlab.com/acme/web')).toBe(false);
});

it('shows the token of the user to no other host than that of the repository', async () => {
  const getAccessToken = vi.fn(async () => 't0ken');
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  const request = { repositoryUrl: 'https://ghe.example/acme/web', fileContent: '', title: '', body: '' };
  await expect(createApi(getAccessToken).submitPullRequest(request)).rejects.toThrow(
    "No pull request can be made for 'https://ghe.example/acme/web'",
  );
  expect(getAccessToken).not.toHaveBeenCalled();
  expect(fetch).not.toHaveBeenCalled();
});
