import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startPortal, type RunningPortal } from '@portico/portal/testing';

const files = new Map<string, string>();
const calls: { request: IncomingMessage; body: string }[] = [];
const server = createServer(async (request, response) => {
  const file = files.get(request.url ?? '');
  if (file !== undefined) return void response.end(file);
  let body = '';
  for await (const chunk of request) body += String(chunk);
  response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
  if (request.method === 'OPTIONS') return void response.end();
  calls.push({ request, body });
  response.setHeader('content-type', 'application/json').end('{"tide":"high"}');
});
let origin = '';
let portal: RunningPortal;

beforeAll(async () => {
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  portal = await startPortal({
    APP_CONFIG_backend_reading_allow: JSON.stringify([{ host }]),
    APP_CONFIG_backend_csp: JSON.stringify({ 'connect-src': ["'self'", origin] }),
  });
});

afterAll(async () => {
  await portal?.[Symbol.asyncDispose]();
  server.close();
});

/** Registers an API with a definition, and waits for it. */
async function register(name: string, type: string, definition: string): Promise<string> {
  files.set(`/${name}.txt`, definition);
  files.set(
    `/${name}.yaml`,
    `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: ${name}}\nspec:\n  type: ${type}\n  lifecycle: production\n  owner: booking-team\n  definition: {$text: ./${name}.txt}\n`,
  );
  const session = await fetch(`${portal.url}/api/auth/guest/refresh`);
  const { backstageIdentity } = (await session.json()) as { backstageIdentity: { token: string } };
  const headers = { authorization: `Bearer ${backstageIdentity.token}`, 'content-type': 'application/json' };
  const location = JSON.stringify({ type: 'url', target: `${origin}/${name}.yaml` });
  await fetch(`${portal.url}/api/catalog/locations`, { method: 'POST', headers, body: location });
  const entity = `${portal.url}/api/catalog/entities/by-name/api/default/${name}`;
  await expect.poll(async () => (await fetch(entity, { headers })).status).toBe(200);
  return `/catalog/default/api/${name}/definition`;
}

const harm = [
  '<script>window.harmed = 1</script>',
  '<img src=x onerror="window.harmed = 1">',
  '[x](javascript:window.harmed=1)',
  `![x](ORIGIN/tracker.png) ![y](http://169.254.169.254/latest)`,
].join('\n\n');

describe('a definition', () => {
  it('can be tried: a call goes out, without the session of the portal', async () => {
    const path = await register(
      'tides',
      'openapi',
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Tides', version: '1' },
        servers: [{ url: origin }],
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        security: [{ token: [] }],
        paths: {
          '/tides/{port}': {
            post: {
              summary: 'Ask for a tide',
              parameters: [
                { name: 'port', in: 'path', required: true, schema: { type: 'string' } },
                { name: 'unit', in: 'query', schema: { enum: ['m', 'ft'] } },
              ],
              requestBody: {
                content: {
                  'application/json': { schema: { type: 'object', properties: { at: { example: 'noon' } } } },
                },
              },
              responses: { 200: { description: 'The tide' } },
            },
          },
        },
      }),
    );
    await using opened = await openPage(`${path}?show=post+%2Ftides%2F%7Bport%7D`, {
      portal,
      // The browser notes the host that the page's policy does not list.
      expectedProblem: /not-listed\.example/,
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('Fill in port.').waitFor();
    await page.getByLabel('port').fill('Bergen/1');
    await page.getByLabel('unit').selectOption('ft');
    await page.getByLabel('token: token').fill('s3cret');
    expect(await opened.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('region', { name: 'Body of the answer' }).getByText('"high"').waitFor();
    expect(await opened.violations()).toEqual([]);
    expect(calls).toHaveLength(1);
    const [{ request, body }] = calls as [(typeof calls)[0]];
    expect([request.method, request.url, JSON.parse(body)]).toEqual([
      'POST',
      '/tides/Bergen%2F1?unit=ft',
      { at: 'noon' },
    ]);
    expect(request.headers).toMatchObject({
      authorization: 'Bearer s3cret',
      'content-type': 'application/json',
    });
    expect(request.headers.cookie).toBeUndefined();
    expect(request.headers.referer).toBeUndefined();

    await page.getByRole('combobox', { name: 'Server' }).fill('https://not-listed.example');
    await page.getByRole('button', { name: 'Send' }).click();
    await page
      .getByRole('alert')
      .getByText(/does not let browsers talk to https:\/\/not-listed\.example/)
      .waitFor();
    await page.getByRole('button', { name: 'Copy as curl' }).waitFor();
    await page.getByRole('button', { name: 'Copy the path' }).waitFor();
    expect(await page.getByRole('button', { name: 'Copy', exact: true }).count()).toBe(0);
    expect(await opened.violations()).toEqual([]);
  });

  it.each([
    [
      'evil-openapi',
      'openapi',
      JSON.stringify({
        openapi: '3.0.0',
        info: {
          title: '<script>window.harmed=1</script>',
          description: harm,
          contact: { name: 'c', url: 'javascript:window.harmed=1' },
        },
        externalDocs: { url: 'javascript:window.harmed=1', description: 'docs' },
        servers: [{ url: 'javascript:window.harmed=1' }],
        paths: {
          '/a': {
            $ref: 'ORIGIN/other.yaml#/a',
            get: {
              summary: 'Harm',
              description: harm,
              responses: {
                200: { $ref: 'http://169.254.169.254/#/r' },
                201: {
                  description: harm,
                  content: { 'application/json': { schema: { $ref: 'ORIGIN/schema.yaml' } } },
                },
              },
            },
          },
        },
        components: {
          schemas: {
            A: {
              type: 'object',
              description: harm,
              properties: { __proto__: { $ref: '#/components/schemas/A' }, b: { $ref: 'ORIGIN/b' } },
            },
          },
        },
      }),
      ['get /a', 'schema A'],
    ],
    [
      'evil-asyncapi',
      'asyncapi',
      JSON.stringify({
        asyncapi: '2.6.0',
        info: { title: 'x', version: '1', description: harm },
        channels: {
          c: {
            description: harm,
            subscribe: { message: { name: 'm', payload: { $ref: 'ORIGIN/p' }, description: harm } },
          },
        },
      }),
      ['channel c', 'message m'],
    ],
    [
      'evil-graphql',
      'graphql',
      `"""\n${harm}\n"""\ntype Query { "${'<img src=x onerror=window.harmed=1>'}" a: Int }`,
      ['query a'],
    ],
    [
      'evil-grpc',
      'grpc',
      `// ${harm.replaceAll('\n\n', '\n// ')}\nservice S { rpc A(B) returns (C); }`,
      ['rpc S.A'],
    ],
  ])('that means harm does nothing: %s', async (name, type, text, entries) => {
    const path = await register(name, type, text.replaceAll('ORIGIN', origin));
    calls.length = 0;
    await using opened = await openPage(path, { portal });
    const { page } = opened;
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    for (const entry of ['', ...entries]) {
      await page.goto(`${portal.url}${path}?${new URLSearchParams({ show: entry })}`);
      await page.getByRole('heading', { level: 3 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
      expect(await page.locator('[href^="javascript"], main img[src^="http"]').count()).toBe(0);
    }
    expect(asked.filter(url => !url.startsWith(portal.url))).toEqual([]);
    expect(calls.map(({ request }) => request.url)).toEqual([]);
  });

  it.each([
    ['broken-openapi', 'openapi', 'openapi: 3.0.0\ninfo: [\npaths: {}\n', /OpenAPI/, /line 3/],
    ['broken-graphql', 'graphql', 'type A {\n  b:\n}', /GraphQL/, /line 3, column 1/],
    ['broken-grpc', 'grpc', 'message A {\n  string b 1;\n}', /Protocol Buffers/, /line 2/],
    ['other-asyncapi', 'asyncapi', 'openapi: 3.0.0\n', /AsyncAPI/, /does not say that it is AsyncAPI/],
  ])(
    'that is broken is shown as it is written, with the fault: %s',
    async (name, type, text, format, fault) => {
      await using opened = await openPage(await register(name, type, text), { portal });
      const alert = opened.page.getByRole('alert');
      await alert.getByText(format).first().waitFor();
      await alert.getByText(fault).waitFor();
      await opened.page.getByRole('region', { name: 'The definition as it is written' }).waitFor();
      expect(await opened.violations()).toEqual([]);
    },
  );

  it('of 5 MB is drawn in parts, and the page answers while it is read', async () => {
    const paths = Array.from({ length: 9000 }, (_, index) => [
      `/things/${index}/{id}`,
      {
        get: {
          summary: `Thing number ${index} with a sentence that takes its room on the line`,
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: { type: 'string' },
              description: 'x'.repeat(200),
            },
          ],
          responses: {
            200: {
              description: 'Fine',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/T' } } },
            },
          },
        },
      },
    ]);
    const document = {
      openapi: '3.0.0',
      info: { title: 'Big', version: '1' },
      paths: Object.fromEntries(paths) as object,
      components: { schemas: { T: { type: 'object', properties: { a: { type: 'string' } } } } },
    };
    const text = JSON.stringify(document, undefined, 1);
    expect(text.length).toBeGreaterThan(5_000_000);
    await using opened = await openPage(await register('big', 'openapi', text), { portal });
    const { page } = opened;
    const nav = page.getByRole('navigation', { name: 'Operations' });
    await nav.getByRole('link').first().waitFor();
    await expect.poll(() => nav.getByRole('link').count()).toBeLessThan(80);
    await page.getByLabel('Find in the definition').fill('number 8999');
    await nav.getByRole('link', { name: /things\/8999/ }).click();
    await page.getByRole('heading', { level: 3, name: /Thing number 8999/ }).waitFor();
    await page.getByText('As written').click();
    const code = page.getByRole('region', { name: 'The definition as it is written' });
    await code.getByText('"openapi"').waitFor();
    await expect.poll(() => code.locator('code > span').count()).toBeLessThan(200);
  });
});
