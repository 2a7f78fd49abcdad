import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { GuardedRequest } from '../http/guarded-fetch.ts';
import { credentials, encoded, type Handler } from '../testing/credentials-of.ts';

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
