// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnalyticsEvent } from '../apis/analytics.ts';
import { analyticsApiRef } from '../apis/analytics.ts';
import type { ApiHolder, ApiRef } from '../apis/api-ref.ts';
import type { AppNode } from '../apis/app-tree.ts';
import { ApiProvider, useApi } from '../apis/use-api.ts';
import { createTranslationRef } from '../translation/create-translation-ref.ts';
import { useTranslationRef } from '../translation/use-translation-ref.ts';
import { createFrontendPlugin } from '../wiring/create-plugin.ts';
import { AnalyticsContext } from './analytics-context.tsx';
import { useAppNode } from './app-node-context.tsx';
import { ExtensionBoundary } from './extension-boundary.tsx';
import { useAnalytics } from './use-analytics.ts';

afterEach(cleanup);

function createNode(outputs: Record<string, unknown> = {}): AppNode {
  const plugin = createFrontendPlugin({ pluginId: 'test' });
  return {
    spec: { id: 'page:test', plugin },
    edges: { attachments: new Map() },
    instance: { getDataRefs: () => [], getData: (ref: { id: string }) => outputs[ref.id] },
    report: { providedBy: [], attachedBy: 'default', enabledBy: 'default', problems: [] },
  } as unknown as AppNode;
}

describe('ExtensionBoundary', () => {
  it('loads content when it is drawn, and notes how long it took', async () => {
    const node = createNode();
    const loader = vi.fn(async () => ({ default: () => <p>of {useAppNode()?.spec.id}</p> }));
    const element = ExtensionBoundary.lazy(node, loader);
    expect(loader).not.toHaveBeenCalled();
    render(element);
    await screen.findByText('of page:test');
    expect(node.report?.loadMs).toBeGreaterThanOrEqual(0);
  });

  it('shows an error where it stands, and loads again on request', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let attempts = 0;
    const loader = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the chunk is gone');
      return <p>recovered</p>;
    };
    render(
      <>
        {ExtensionBoundary.lazy(createNode(), loader)}
        <p>the rest</p>
      </>,
    );
    await screen.findByText('the chunk is gone');
    expect(screen.getByText('the rest')).toBeTruthy();
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByText('recovered');
  });

  it('counts a page as shown once it is loaded', async () => {
    const events: AnalyticsEvent[] = [];
    const api = { captureEvent: (event: AnalyticsEvent) => void events.push(event) };
    const apis: ApiHolder = {
      get: <Api,>(ref: ApiRef<Api>) => (ref.id === analyticsApiRef.id ? (api as Api) : undefined),
    };
    const loaded = Promise.withResolvers<{ default: () => string }>();
    const page = ExtensionBoundary.lazy(
      createNode({ 'core.routing.path': '/test' }),
      async () => loaded.promise,
    );
    const Navigate = () => {
      useAnalytics().captureEvent('navigate', '/test');
      return null;
    };
    const app = (isNavigating: boolean) => (
      <ApiProvider apis={apis}>
        {isNavigating && <Navigate />}
        {page}
      </ApiProvider>
    );
    const { rerender } = render(app(true));
    expect(events).toEqual([]);
    loaded.resolve({ default: () => 'the page' });
    await screen.findByText('the page');
    rerender(app(false));
    expect(events).toEqual([
      { action: 'navigate', subject: '/test', context: { pluginId: 'test', extensionId: 'App' } },
    ]);
  });

  it('names what a loader should have given', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(ExtensionBoundary.lazy(createNode(), async () => ({}) as never));
    await screen.findByText(/neither an element nor a module/);
  });

  it('captures a navigation with the plugin of the page that it leads to', () => {
    const events: AnalyticsEvent[] = [];
    const api = { captureEvent: (event: AnalyticsEvent) => void events.push(event) };
    const apis: ApiHolder = {
      get: <Api,>(ref: ApiRef<Api>) => (ref.id === analyticsApiRef.id ? (api as Api) : undefined),
    };
    const Navigate = () => {
      useAnalytics().captureEvent('navigate', '/test');
      return null;
    };
    render(
      <ApiProvider apis={apis}>
        <Navigate />
        <ExtensionBoundary node={createNode({ 'core.routing.path': '/test' })}>
          <AnalyticsContext attributes={{ extra: 1 }}>page</AnalyticsContext>
        </ExtensionBoundary>
      </ApiProvider>,
    );
    expect(events).toEqual([
      { action: 'navigate', subject: '/test', context: { pluginId: 'test', extensionId: 'App' } },
    ]);
  });
});

describe('useApi', () => {
  it('says what to do when nobody provides an API', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const NeedsAnalytics = () => <>{typeof useApi(analyticsApiRef)}</>;
    expect(() => render(<NeedsAnalytics />)).toThrow("provides the API 'core.analytics'. Install the plugin");
  });
});

describe('useTranslationRef', () => {
  it("speaks the plugin's own messages outside of an app", () => {
    const ref = createTranslationRef({ id: 'test', messages: { page: { title: 'Hello {{name}}' } } });
    const Page = () => <h1>{useTranslationRef(ref).t('page.title', { name: 'you' })}</h1>;
    render(<Page />);
    expect(screen.getByText('Hello you')).toBeTruthy();
    // @ts-expect-error there is no such message
    const Wrong = () => <>{useTranslationRef(ref).t('page.missing')}</>;
    expect(Wrong).toBeTruthy();
  });
});
