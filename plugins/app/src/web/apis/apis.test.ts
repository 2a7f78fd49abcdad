// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConfigReader, type JsonObject } from '@portico/config';
import type { AnalyticsEvent, IdentityApi } from '@portico/frontend-plugin-api';
import { AuthorizeResult, type BasicPermission } from '@portico/permissions';
import { createBrowserStorage } from '../../react/create-browser-storage.ts';
import { createAnalytics } from './create-analytics.ts';
import { createAppLanguage } from './create-app-language.ts';
import { createAppTheme } from './create-app-theme.ts';
import { createDialogs } from './create-dialogs.ts';
import { createDiscovery } from './create-discovery.ts';
import { createFeatureFlags } from './create-feature-flags.ts';
import { createFetch } from './create-fetch.ts';
import { createGuestIdentity } from './create-guest-identity.ts';
import { createAlerts, createErrors } from './create-notices.ts';
import { createOAuthRequests } from './create-oauth-requests.ts';
import { createPermissions } from './create-permissions.ts';
import { createToasts, type ShownToast } from './create-toasts.ts';

const reader = (data: JsonObject = {}) => createConfigReader([{ context: 'test', data }]);
const config = reader({ backend: { baseUrl: 'https://portal.example/base' } });
const discovery = createDiscovery(config);

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('reportError', vi.fn());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('discovery', () => {
  it('finds plugins at the backend, or where they are configured to be', async () => {
    const split = createDiscovery(
      reader({
        backend: { baseUrl: 'https://portal.example/' },
        discovery: {
          endpoints: [
            { target: 'https://a.example/{{pluginId}}/', plugins: ['search'] },
            { target: { internal: 'http://in', external: 'https://b.example/x' }, plugins: ['docs'] },
            { target: { internal: 'http://in' }, plugins: ['catalog'] },
          ],
        },
      }),
    );
    expect(await discovery.getBaseUrl('catalog')).toBe('https://portal.example/base/api/catalog');
    expect(await split.getBaseUrl('search')).toBe('https://a.example/search');
    expect(await split.getBaseUrl('docs')).toBe('https://b.example/x');
    expect(await split.getBaseUrl('catalog')).toBe('https://portal.example/api/catalog');
  });
});

describe('fetch', () => {
  const identity = { getCredentials: async () => ({ token: 'secret' }) } as IdentityApi;

  async function sent(input: string | Request, init?: RequestInit): Promise<Request> {
    let request: Request | undefined;
    const { fetch } = createFetch({
      config,
      discovery,
      identity,
      fetch: async given => {
        request = given as Request;
        return new Response();
      },
    });
    await fetch(input, init);
    if (!request) throw new Error('nothing was sent');
    return request;
  }

  it('resolves plugin URLs and sends the token to the backend', async () => {
    const request = await sent('plugin://catalog/entities?filter=a#b', { method: 'POST', body: 'x' });
    expect(request.url).toBe('https://portal.example/base/api/catalog/entities?filter=a#b');
    expect([request.method, request.headers.get('authorization'), await request.text()]).toEqual([
      'POST',
      'Bearer secret',
      'x',
    ]);
  });

  it.each([
    'https://evil.example/base/api/catalog',
    'https://portal.example.evil.example/base/api',
    'https://portal.example/base-evil/api',
    'https://portal.example/base/../other',
    'http://portal.example/base/api',
    'https://portal.example:8443/base/api',
  ])('does not send the token to %s', async url => {
    expect((await sent(url)).headers.get('authorization')).toBeNull();
  });

  it('keeps a token that the caller has set', async () => {
    const request = await sent('plugin://catalog/x', { headers: { authorization: 'Bearer own' } });
    expect(request.headers.get('authorization')).toBe('Bearer own');
  });
});

describe('the guest identity', () => {
  const answer = (token: string, expiresInSeconds: number) =>
    Response.json({
      profile: { displayName: 'Guest' },
      backstageIdentity: {
        token,
        expiresInSeconds,
        identity: { type: 'user', userEntityRef: 'user:default/guest', ownershipEntityRefs: [] },
      },
    });

  it('asks for a new token once, when the old one is about to end', async () => {
    vi.useFakeTimers();
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(answer('first', 3600));
    const identity = await createGuestIdentity(discovery);
    expect(await identity.getCredentials()).toEqual({ token: 'first' });
    vi.setSystemTime(Date.now() + 3_570_000);
    fetch.mockResolvedValueOnce(answer('second', 3600));
    const tokens = await Promise.all([identity.getCredentials(), identity.getCredentials()]);
    expect(tokens).toEqual([{ token: 'second' }, { token: 'second' }]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('says why guests are not let in', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(
      Response.json(
        { error: { name: 'NotAllowedError', message: 'No guests' }, response: { statusCode: 403 } },
        { status: 403 },
      ),
    );
    await expect(createGuestIdentity(discovery)).rejects.toMatchObject({ cause: { message: 'No guests' } });
  });
});

describe('the storage of the browser', () => {
  it('keeps JSON in buckets, tells observers, and forgets', async () => {
    const errors = createErrors(createToasts());
    const bucket = createBrowserStorage({ errors }).forBucket('home').forBucket('layout');
    const seen: unknown[] = [];
    bucket.observe$('a/b').subscribe(snapshot => void seen.push(snapshot.value));
    await bucket.set('a/b', { x: [1, null] });
    expect(localStorage.getItem('/home/layout/a%2Fb')).toBe('{"x":[1,null]}');
    expect(bucket.snapshot('a/b')).toEqual({ key: 'a/b', presence: 'present', value: { x: [1, null] } });
    await bucket.remove('a/b');
    expect(bucket.snapshot('a/b')).toEqual({ key: 'a/b', presence: 'absent' });
    expect(seen).toEqual([{ x: [1, null] }, undefined]);
    localStorage.setItem('/home/layout/c', '{broken');
    expect(bucket.snapshot('c')).toEqual({ key: 'c', presence: 'absent' });
  });

  it('reports what the browser does not keep', async () => {
    const toasts = createToasts();
    const errors = createErrors(toasts);
    const reported: string[] = [];
    errors.error$().subscribe(({ error }) => void reported.push(error.message));
    const store = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    } as unknown as Storage;
    await createBrowserStorage({ errors, store }).set('a', 1);
    expect(reported).toEqual(["The browser does not keep 'a'. Free some of its storage"]);
  });
});

describe('feature flags', () => {
  it('are kept in the form that portals always have, and merged or replaced', () => {
    localStorage.setItem('featureFlags', '{"old-flag":1,"off-flag":0,"odd":"x"}');
    const flags = createFeatureFlags();
    expect([flags.isActive('old-flag'), flags.isActive('off-flag'), flags.isActive('odd')]).toEqual([
      true,
      false,
      false,
    ]);
    flags.save({ states: { 'new-flag': 1 }, merge: true });
    expect(localStorage.getItem('featureFlags')).toBe('{"old-flag":1,"new-flag":1}');
    flags.save({ states: { 'new-flag': 0 } });
    expect(createFeatureFlags().isActive('old-flag')).toBe(false);
  });

  it('refuse names that are not valid', () => {
    const flags = createFeatureFlags();
    flags.registerFlag({ name: 'good-1', pluginId: 'a' });
    expect(() => flags.registerFlag({ name: 'Bad Name', pluginId: 'a' })).toThrow(
      "The feature flag 'Bad Name'",
    );
    expect(flags.getRegisteredFlags()).toEqual([{ name: 'good-1', pluginId: 'a' }]);
  });
});

describe('language and theme', () => {
  it('speak the language of the browser until the user chooses', () => {
    const api = createAppLanguage({ available: ['en', 'de', 'fr'], preferred: ['pt-BR', 'de-AT', 'fr'] });
    expect(api.getLanguage()).toEqual({ language: 'de' });
    const seen: string[] = [];
    api.language$().subscribe(({ language }) => void seen.push(language));
    api.setLanguage('fr');
    expect(createAppLanguage({ available: ['en', 'fr'], preferred: [] }).getLanguage()).toEqual({
      language: 'fr',
    });
    api.setLanguage(undefined);
    expect(seen).toEqual(['de', 'fr', 'de']);
    expect(() => api.setLanguage('xx')).toThrow("The app does not speak 'xx'. Choose one of en, de, fr");
  });

  it('keep the id of the theme', () => {
    const themes = createAppTheme([]);
    themes.setActiveThemeId('dark');
    expect([localStorage.getItem('theme'), createAppTheme([]).getActiveThemeId()]).toEqual(['dark', 'dark']);
    themes.setActiveThemeId(undefined);
    expect(localStorage.getItem('theme')).toBeNull();
  });
});

describe('messages', () => {
  it('are shown, five at most, until they are closed or their time is over', () => {
    vi.useFakeTimers();
    const toasts = createToasts();
    let shown: readonly ShownToast[] = [];
    toasts.toasts$().subscribe(next => void (shown = next));
    const first = toasts.post({ title: 'first' });
    createAlerts(toasts).post({ message: 'alert', severity: 'error', display: 'transient' });
    expect(shown.map(({ title, status }) => [title, status])).toEqual([
      ['first', undefined],
      ['alert', 'danger'],
    ]);
    first.close();
    vi.advanceTimersByTime(5000);
    expect(shown).toEqual([]);
    for (let count = 0; count < 8; count += 1) toasts.post({ title: String(count) });
    expect(shown.map(({ title }) => title)).toEqual(['3', '4', '5', '6', '7']);
  });
});

describe('dialogs', () => {
  it('are stacked, updated, and closed with a result', async () => {
    const dialogs = createDialogs();
    let frames: string[] = [];
    dialogs.dialogs$().subscribe(open => void (frames = open.map(({ frame }) => frame)));
    const asked = dialogs.showModal<string>(null as never);
    dialogs.show(null as never);
    expect(frames).toEqual(['modal', 'dismissable']);
    asked.close('yes');
    expect([await asked.result(), frames]).toEqual(['yes', ['dismissable']]);
  });
});

describe('permissions', () => {
  const enabled = reader({ backend: { baseUrl: 'https://portal.example' }, permission: { enabled: true } });
  const permission = (name: string): BasicPermission => ({ type: 'basic', name, attributes: {} });

  it('are asked about together, and not again for a while', async () => {
    const bodies: { items: { id: string }[] }[] = [];
    const fetch = vi.fn(async (_input: RequestInfo | URL, init?: RequestInit) => {
      const body = JSON.parse(init?.body as string) as {
        items: { id: string; permission: BasicPermission }[];
      };
      bodies.push(body);
      return Response.json({
        items: body.items.map(({ id, permission: { name } }) => ({
          id,
          result: name === 'a' ? 'ALLOW' : 'DENY',
        })),
      });
    });
    const api = createPermissions({ config: enabled, discovery, fetch: { fetch } });
    const results = await Promise.all([
      api.authorize({ permission: permission('a') }),
      api.authorize({ permission: permission('b') }),
      api.authorize({ permission: permission('a') }),
    ]);
    expect(results.map(({ result }) => result)).toEqual(['ALLOW', 'DENY', 'ALLOW']);
    expect(bodies.map(({ items }) => items.length)).toEqual([2]);
  });

  it('are asked about again after a failure, and all given where there are none', async () => {
    const fetch = vi
      .fn()
      .mockResolvedValueOnce(new Response('', { status: 503 }))
      .mockImplementationOnce(async (_input: unknown, init: RequestInit) => {
        const { items } = JSON.parse(init.body as string) as { items: { id: string }[] };
        return Response.json({ items: items.map(({ id }) => ({ id, result: 'ALLOW' })) });
      });
    const api = createPermissions({ config: enabled, discovery, fetch: { fetch } });
    await expect(api.authorize({ permission: permission('a') })).rejects.toThrow('503');
    expect(await api.authorize({ permission: permission('a') })).toEqual({ result: AuthorizeResult.ALLOW });
    const open = createPermissions({ config: reader(), discovery, fetch: { fetch } });
    expect(await open.authorize({ permission: permission('x') })).toEqual({ result: AuthorizeResult.ALLOW });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('requests for sign-in', () => {
  it('are one for each provider, with all scopes, answered for all who asked', async () => {
    const api = createOAuthRequests();
    const onAuthRequest = vi.fn(async (scopes: Set<string>) => [...scopes].join(' '));
    const ask = api.createAuthRequester({
      provider: { id: 'github', title: 'GitHub', icon: null },
      onAuthRequest,
    });
    let pending = 0;
    let trigger = async (): Promise<void> => {};
    api.authRequest$().subscribe(requests => {
      pending = requests.length;
      trigger = requests[0]?.trigger ?? trigger;
    });
    const answers = Promise.all([ask(new Set(['repo'])), ask(new Set(['user']))]);
    expect(pending).toBe(1);
    await trigger();
    expect([await answers, pending]).toEqual([['repo user', 'repo user'], 0]);
  });
});

it('analytics reach every implementation, whatever another does', () => {
  const seen: AnalyticsEvent[] = [];
  const api = createAnalytics([
    {
      captureEvent: () => {
        throw new Error('broken');
      },
    },
    { captureEvent: event => void seen.push(event) },
  ]);
  const event = { action: 'click', subject: 'x', context: { pluginId: 'a', extensionId: 'b' } };
  api.captureEvent(event);
  expect(seen).toEqual([event]);
});
