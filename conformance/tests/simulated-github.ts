import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simulation } from '@simulacrum/github-api-simulator';
import { freePort } from './backend-process.ts';

/** GitHub's API for one organisation, with a file `catalog-info.yaml` in each of its repositories. */
export interface SimulatedGithub extends AsyncDisposable {
  apiBaseUrl: string;
}

/** Starts the simulator, behind a door that gives its repositories the URLs of GitHub in place of its own. */
export async function startSimulatedGithub(
  org: string,
  files: Record<string, string>,
): Promise<SimulatedGithub> {
  const names = Object.keys(files);
  const port = await freePort();
  const simulator = await simulation({
    initialState: {
      users: [],
      organizations: [{ login: org, teams: undefined }],
      repositories: names.map(name => ({ owner: org, name })),
      branches: names.map(name => ({ owner: org, repo: name, name: 'main' })),
      blobs: [],
    } as never,
    extend: {
      openapiHandlers: () => ({
        'repos/get-content': async (context, _request, response) => {
          const { repo, path } = context.request.params as { repo: string; path: string };
          const content = path === 'catalog-info.yaml' ? files[repo] : undefined;
          response.status(content === undefined ? 404 : 200).send(content ?? 'Not Found');
        },
        'search/code': async (context, _request, response) => {
          const { q = '' } = context.request.query as { q?: string };
          const items = names
            .filter(name => q.includes(`repo:${org}/${name}`))
            .map(() => ({ path: 'catalog-info.yaml' }));
          response.status(200).json({ total_count: items.length, incomplete_results: false, items });
        },
      }),
    },
  }).listen(port);
  const door = createServer(async (req, res) => {
    const response = await fetch(`http://localhost:${port}${req.url}`, {
      method: req.method ?? 'GET',
      headers: { 'content-type': 'application/json', accept: 'application/vnd.github.v3+json' },
      ...(req.method === 'POST' && { body: await readBody(req) }),
    });
    const text = (await response.text()).replaceAll(
      `http://localhost:3300/repos/${org}/`,
      `https://github.com/${org}/`,
    );
    res.writeHead(response.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>(done => void door.listen(0, 'localhost', done));
  return {
    apiBaseUrl: `http://localhost:${(door.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      door.close();
      await simulator.ensureClose();
    },
  };
}

async function readBody(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  return body;
}
