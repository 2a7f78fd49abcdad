// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalyticsEvent } from '@portico/frontend-plugin-api';
import { createBrowserStorage } from '../../react/create-browser-storage.ts';
import { createAnalytics } from './create-analytics.ts';
import { createAppLanguage } from './create-app-language.ts';
import { createAppTheme } from './create-app-theme.ts';
import { createDialogs } from './create-dialogs.ts';
import { createFeatureFlags } from './create-feature-flags.ts';
import { createAlerts, createErrors } from './create-notices.ts';
import { createOAuthRequests } from './create-oauth-requests.ts';
import { createToasts, type ShownToast } from './create-toasts.ts';

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('reportError', vi.fn());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
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
