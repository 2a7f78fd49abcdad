import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createConfigReader } from '@portico/config';
import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createScmIntegrations } from '../index.ts';
import type { GuardedFetch, GuardedRequest } from '../http/guarded-fetch.ts';
import { createScmCredentials } from './create-scm-credentials.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

type Handler = (url: URL, request: GuardedRequest) => unknown;

/** A host that answers from a function: data as JSON, a response as it is. */
function host(handler: Handler) {
  const calls: string[] = [];
  const fetch: GuardedFetch = async (url, request = {}) => {
    calls.push(`${request.method ?? 'GET'} ${String(url)}`);
    const answer = handler(new URL(url), request);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { fetch, calls };
}

function credentials(integrations: Record<string, unknown>, handler: Handler = () => ({}), env = {}) {
  const data = JSON.parse(JSON.stringify({ integrations }));
  const { fetch, calls } = host(handler);
  const all = createScmIntegrations(createConfigReader([{ context: 'test', data }]));
  const provider = createScmCredentials(all, { fetch, fetchIdentity: fetch, env });
  const get = async (url: string) => provider.getCredentials({ url });
  return { calls, get, headers: async (url: string) => (await get(url)).headers(), provider };
}

const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('configured credentials', () => {
  it.each([
    [{}, 'https://github.com/o/r', {}],
    [{}, 'https://unknown.host/o/r', {}],
    [
      { github: [{ host: 'github.com', token: 'tok' }] },
      'https://github.com/o/r',
      { authorization: 'Bearer tok' },
    ],
    [
      { gitlab: [{ host: 'gitlab.com', token: 'tok' }] },
      'https://gitlab.com/g/r',
      { authorization: 'Bearer tok' },
    ],
    [
      { bitbucketCloud: [{ username: 'u', token: 't' }] },
      'https://bitbucket.org/w/r',
      { authorization: encoded('u:t') },
    ],
    [
      { bitbucketCloud: [{ username: 'u', appPassword: 'p' }] },
      'https://bitbucket.org/w/r',
      { authorization: encoded('u:p') },
    ],
    [{ bitbucketCloud: [{ token: 't' }] }, 'https://bitbucket.org/w/r', { authorization: 'Bearer t' }],
    [
      { bitbucketServer: [{ host: 'b', token: 't' }] },
      'https://b/projects/P/repos/r',
      { authorization: 'Bearer t' },
    ],
    [
      { bitbucketServer: [{ host: 'b', username: 'u', password: 'p' }] },
      'https://b/x',
      { authorization: encoded('u:p') },
    ],
    [{ gitea: [{ host: 'g', password: 'p' }] }, 'https://g/o/r', { authorization: 'token p' }],
    [
      { gitea: [{ host: 'g', username: 'u', password: 'p' }] },
      'https://g/o/r',
      { authorization: encoded('u:p') },
    ],
    [{ harness: [{ host: 'h', apiKey: 'k', token: 't' }] }, 'https://h/x', { 'x-api-key': 'k' }],
    [
      {
        azure: [
          {
            credentials: [
              { personalAccessToken: 'all' },
              { organizations: ['o'], personalAccessToken: 'one' },
            ],
          },
        ],
      },
      'https://dev.azure.com/o/p/_git/r',
      { authorization: encoded(':one') },
    ],
    [
      { azure: [{ credentials: [{ personalAccessToken: 'all' }] }] },
      'https://dev.azure.com/x/p/_git/r',
      { authorization: encoded(':all') },
    ],
  ])('of %j for %s', async (integrations, url, expected) => {
    expect(await credentials(integrations).headers(url)).toEqual(expected);
  });

  it('are not seen in what is printed of them', async () => {
    const found = await credentials({ github: [{ host: 'github.com', token: 'tok-secret' }] }).get(
      'https://github.com/o/r',
    );
    expect(inspect(found, { showHidden: true, depth: 9 })).not.toContain('tok-secret');
    expect(JSON.stringify(found)).not.toContain('tok-secret');
  });
});

describe('a GitHub App', () => {
  const app = { appId: 7, privateKey: pkcs1, clientId: 'c', clientSecret: 's' };
  const installations = [
    { id: 1, account: { login: 'Acme' } },
    { id: 2, account: { login: 'asleep' }, suspended_at: '2026-01-01' },
    { id: 3, account: { slug: 'some' } },
  ];
  const api: Handler = url => {
    if (url.pathname === '/app/installations') return installations;
    if (url.pathname.endsWith('/access_tokens')) {
      const id = url.pathname.split('/')[3];
      const selection = id === '3' ? 'selected' : 'all';
      return {
        token: `ghs_${id}`,
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
        repository_selection: selection,
      };
    }
    return { repositories: [{ name: 'mine' }] };
  };

  it('gives a token of the installation at the owner, got once for many', async () => {
    const { get, calls } = credentials(
      { github: [{ host: 'github.com', apps: [app], token: 'other' }] },
      api,
    );
    const all = await Promise.all(
      ['a', 'b', 'c'].map(repo => get(`https://github.com/acme/${repo}/blob/main/x`)),
    );
    expect(all.map(({ type, token }) => `${type} ${token?.reveal()}`)).toEqual(Array(3).fill('app ghs_1'));
    await get('https://github.com/ACME');
    expect(calls).toEqual([
      'GET https://api.github.com/app/installations?per_page=100&page=1',
      'POST https://api.github.com/app/installations/1/access_tokens',
    ]);
  });

  it('signs as GitHub wants it, with a key in the form that GitHub gives', async () => {
    let jwt = '';
    const { get } = credentials(
      { github: [{ host: 'github.com', apps: [{ ...app, privateKey: pkcs1.replaceAll('\n', '\\n') }] }] },
      (url, request) => {
        jwt = request.headers?.['authorization']?.replace('Bearer ', '') ?? '';
        return api(url, request);
      },
    );
    await get('https://github.com/acme/r');
    await jwtVerify(jwt, publicKey, { algorithms: ['RS256'], issuer: '7' });
    const { iat = 0, exp = 0 } = decodeJwt(jwt);
    expect(iat).toBeLessThanOrEqual(Date.now() / 1000 - 59);
    expect(exp - iat).toBeLessThanOrEqual(600);
  });

  it('asks again for what it does not know, and when a token runs out', async () => {
    vi.useFakeTimers();
    try {
      const { get, calls } = credentials({ github: [{ host: 'github.com', apps: [app] }] }, api);
      await get('https://github.com/acme/r');
      expect((await get('https://github.com/newcomer/r')).type).toBe('none');
      vi.setSystemTime(Date.now() + 61_000);
      await get('https://github.com/newcomer/r');
      expect(calls.filter(call => call.includes('page='))).toHaveLength(2);
      vi.setSystemTime(Date.now() + 51 * 60_000);
      await get('https://github.com/acme/r');
      expect(calls.filter(call => call.startsWith('POST'))).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is passed over where it may not help, and says why if nothing else does', async () => {
    const both = { host: 'github.com', token: 'fallback' };
    const restricted = { ...app, allowedInstallationOwners: ['ACME'] };
    const { get } = credentials({ github: [{ ...both, apps: [restricted] }] }, api);
    expect((await get('https://github.com/acme/r')).token?.reveal()).toBe('ghs_1');
    for (const url of ['https://github.com/some/mine', 'https://github.com/asleep/r']) {
      expect((await get(url)).token?.reveal()).toBe('fallback');
    }
    const alone = credentials({ github: [{ host: 'github.com', apps: [app] }] }, api);
    expect((await alone.get('https://github.com/some/mine')).token?.reveal()).toBe('ghs_3');
    await expect(alone.get('https://github.com/some/other')).rejects.toThrow(
      /may not see 'some\/other'. Add the repository/,
    );
    await expect(alone.get('https://github.com/asleep/r')).rejects.toThrow(/is suspended at 'asleep'/);
    const open = credentials({ github: [{ ...both, apps: [{ ...app, publicAccess: true }] }] }, api);
    expect((await open.get('https://github.com/stranger/r')).token?.reveal()).toBe('ghs_1');
  });

  it('names a wrong key without showing it, and what GitHub answers', async () => {
    const wrong = credentials(
      { github: [{ host: 'github.com', apps: [{ ...app, privateKey: 'secret-key' }] }] },
      api,
    );
    await expect(wrong.get('https://github.com/acme/r')).rejects.toThrow(
      /^(?!.*secret-key).*no private key in PEM form/,
    );
    const denied = credentials({ github: [{ host: 'github.com', apps: [app] }] }, () =>
      Response.json({ message: 'Integration not found' }, { status: 404 }),
    );
    await expect(denied.get('https://github.com/acme/r')).rejects.toThrow(
      /Integration not found.*GitHub App 7/,
    );
    const limited = credentials(
      { github: [{ host: 'github.com', apps: [app], token: 't' }] },
      () => new Response('', { status: 429, headers: { 'retry-after': '9' } }),
    );
    await expect(limited.get('https://github.com/acme/r')).rejects.toMatchObject({
      name: 'RateLimitError',
      retryAfter: 9000,
    });
  });
});

describe('credentials that are exchanged for a token', () => {
  const token: Handler = url => ({ access_token: `for ${url.hostname}`, expires_in: 3600 });
  const azureUrl = 'https://dev.azure.com/o/p/_git/r';

  it('of an OAuth consumer at Bitbucket', async () => {
    let sent: GuardedRequest | undefined;
    const { headers, calls } = credentials(
      { bitbucketCloud: [{ clientId: 'id', clientSecret: 'sec' }] },
      (url, request) => {
        sent = request;
        return token(url, request);
      },
    );
    expect(await headers('https://bitbucket.org/w/r')).toEqual({ authorization: 'Bearer for bitbucket.org' });
    await headers('https://bitbucket.org/w/s');
    expect(calls).toEqual(['POST https://bitbucket.org/site/oauth2/access_token']);
    expect(sent).toMatchObject({
      body: 'grant_type=client_credentials',
      headers: { authorization: encoded('id:sec') },
    });
  });

  it('of a service principal at Azure', async () => {
    let body = '';
    const azure = [{ credentials: [{ tenantId: 't/x', clientId: 'c', clientSecret: 's' }] }];
    const { headers, calls } = credentials({ azure }, (url, request) => {
      body = request.body ?? '';
      return token(url, request);
    });
    expect(await headers(azureUrl)).toEqual({ authorization: 'Bearer for login.microsoftonline.com' });
    await headers(azureUrl);
    expect(calls).toEqual(['POST https://login.microsoftonline.com/t%2Fx/oauth2/v2.0/token']);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      client_id: 'c',
      client_secret: 's',
      grant_type: 'client_credentials',
    });
  });

  it('of a managed identity, of the machine or the App Service', async () => {
    const azure = [{ credentials: [{ clientId: 'id' }] }];
    const machine = credentials({ azure }, token);
    expect(await machine.headers(azureUrl)).toEqual({ authorization: 'Bearer for 169.254.169.254' });
    expect(machine.calls[0]).toMatch(
      /^GET http:\/\/169.254.169.254\/metadata\/identity\/oauth2\/token\?.*client_id=id$/,
    );
    const service = credentials({ azure: [{ credentials: [{ clientId: 'system-assigned' }] }] }, token, {
      IDENTITY_ENDPOINT: 'http://127.0.0.1:41/msi/token',
      IDENTITY_HEADER: 'h',
    });
    await service.headers(azureUrl);
    expect(service.calls[0]).toMatch(
      /^GET http:\/\/127.0.0.1:41\/msi\/token\?api-version=2019-08-01&resource=[^&]+$/,
    );
  });

  it('of an application with a managed identity as its proof', async () => {
    const bodies: string[] = [];
    const azure = [{ credentials: [{ tenantId: 't', clientId: 'c', managedIdentityClientId: 'm' }] }];
    const { headers } = credentials({ azure }, (url, request) => {
      bodies.push(request.body ?? '');
      return token(url, request);
    });
    await headers(azureUrl);
    expect(new URLSearchParams(bodies[1]).get('client_assertion')).toBe('for 169.254.169.254');
  });

  it('of the environment, where nothing else is configured', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-token-'));
    writeFileSync(join(folder, 'token'), 'federated\n');
    let body = '';
    const env = {
      AZURE_TENANT_ID: 't',
      AZURE_CLIENT_ID: 'c',
      AZURE_FEDERATED_TOKEN_FILE: join(folder, 'token'),
    };
    const { headers } = credentials(
      {},
      (url, request) => {
        body = request.body ?? '';
        return token(url, request);
      },
      env,
    );
    expect(await headers(azureUrl)).toEqual({ authorization: 'Bearer for login.microsoftonline.com' });
    expect(new URLSearchParams(body).get('client_assertion')).toBe('federated');
    rmSync(folder, { recursive: true });
  });

  it('are refused with what to do, and asked for again the next time', async () => {
    const azure = [{ credentials: [{ tenantId: 't', clientId: 'c', clientSecret: 'very-secret' }] }];
    const answers: unknown[] = [
      Response.json({ error: 'invalid_client' }, { status: 401 }),
      { no: 'token' },
      { access_token: 'ok', expires_in: 3600 },
    ];
    const { headers } = credentials({ azure }, () => answers.shift());
    await expect(headers(azureUrl)).rejects.toThrow(/^(?!.*very-secret).*invalid_client.*Check tenantId/);
    await expect(headers(azureUrl)).rejects.toThrow(/gave no token/);
    expect(await headers(azureUrl)).toEqual({ authorization: 'Bearer ok' });
  });
});
