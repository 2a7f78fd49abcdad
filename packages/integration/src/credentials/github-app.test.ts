import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { credentials, type Handler } from '../testing/credentials-of.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

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
