import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConfigReader } from '@portico/config';
import { createScmIntegrations } from '@portico/integration';
import { submitGithubPullRequest } from './submit-github.ts';

/** What the API was asked: method, path, body. */
let asked: [string, string, unknown][] = [];
let refuses = false;
let mainBranch = 'main';
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const call = `${request.method} ${request.url}`;
  asked.push([request.method ?? '', request.url ?? '', text === '' ? undefined : JSON.parse(text)]);
  const answers: Record<string, object> = {
    'GET /repos/acme/web': { default_branch: mainBranch, html_url: 'https://ghe.example/acme/web' },
    'GET /repos/acme/web/git/ref/heads/main': { object: { sha: 'abc' } },
    'GET /repos/acme/web/git/ref/heads/next/%C3%BC%23%3F': { object: { sha: 'def' } },
    'POST /repos/acme/web/git/refs': {},
    'PUT /repos/acme/web/contents/catalog-info.yaml': {},
    'POST /repos/acme/web/pulls': { html_url: 'https://ghe.example/acme/web/pull/7' },
  };
  const isRefused = refuses && call.endsWith('/git/refs');
  const isSignedIn = request.headers.authorization === 'Bearer t0ken';
  response
    .writeHead(isRefused ? 422 : isSignedIn && answers[call] ? 200 : 404)
    .end(JSON.stringify(isRefused ? { message: 'Reference already exists' } : (answers[call] ?? {})));
});
beforeAll(async () => new Promise<void>(listening => server.listen(0, '127.0.0.1', listening)));
afterAll(() => void server.close());
beforeEach(() => {
  asked = [];
  refuses = false;
  mainBranch = 'main';
});

async function submit(content: string) {
  const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const data = { integrations: { github: [{ host: 'ghe.example', apiBaseUrl }] } };
  const config = createConfigReader([{ context: 'test', data }]);
  const integration = createScmIntegrations(config).github.byHost('ghe.example');
  if (!integration) throw new Error('no integration');
  return submitGithubPullRequest(
    { repositoryUrl: 'https://ghe.example/acme/web', fileContent: content, title: 'Add it', body: 'Because' },
    { integration, apiBaseUrl, token: 't0ken', fetch, branch: 'portal', filename: 'catalog-info.yaml' },
  );
}

it('puts the file on a branch and makes a pull request of it', async () => {
  expect(await submit('title: Ünïcode ✓\n')).toEqual({
    link: 'https://ghe.example/acme/web/pull/7',
    location: 'https://ghe.example/acme/web/blob/main/catalog-info.yaml',
  });
  expect(asked.slice(2)).toEqual([
    ['POST', '/repos/acme/web/git/refs', { ref: 'refs/heads/portal', sha: 'abc' }],
    [
      'PUT',
      '/repos/acme/web/contents/catalog-info.yaml',
      { message: 'Add it', branch: 'portal', content: Buffer.from('title: Ünïcode ✓\n').toString('base64') },
    ],
    ['POST', '/repos/acme/web/pulls', { title: 'Add it', body: 'Because', head: 'portal', base: 'main' }],
  ]);
});

it('stops and tells what GitHub says when it refuses', async () => {
  refuses = true;
  await expect(submit('x')).rejects.toThrow(
    "GitHub answered 'POST /repos/acme/web/git/refs' with 422. Reference already exists",
  );
  expect(asked).toHaveLength(3);
});

it('finds a main branch of any name', async () => {
  mainBranch = 'next/ü#?';
  await submit('x');
  expect(asked.at(-1)?.[2]).toMatchObject({ base: mainBranch });
});
