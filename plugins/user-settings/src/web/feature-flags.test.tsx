// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import {
  AppRootWrapperBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  featureFlagsApiRef,
  FeatureFlagState,
} from '@portico/frontend-plugin-api';
import { renderTestApp } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { settingsPlugin } from './settings-plugin.tsx';

afterEach(cleanup);

it('switches the flags that plugins declare, for the next time the page is loaded', async () => {
  const plugin = createFrontendPlugin({
    pluginId: 'maps',
    featureFlags: [{ name: 'show-maps', description: 'Draws a map of every site' }, { name: 'old-maps' }],
  });
  const look = AppRootWrapperBlueprint.make({
    params: { component: ({ children }) => <ThemeProvider variant="light">{children}</ThemeProvider> },
  });
  const { app } = renderTestApp({
    features: [settingsPlugin, plugin, createFrontendModule({ pluginId: 'app', extensions: [look] })],
    initialRouteEntries: ['/settings/feature-flags'],
  });
  const flags = app.apis.get(featureFlagsApiRef);
  flags?.save({ states: { 'old-maps': FeatureFlagState.Active } });
  const maps = await screen.findByRole('switch', { name: /show-maps/ });
  await screen.findByText('Draws a map of every site');
  expect(screen.queryByText('Load again')).toBeNull();
  fireEvent.click(maps);
  await screen.findByText('Load again');
  expect([flags?.isActive('show-maps'), flags?.isActive('old-maps')]).toEqual([true, true]);
  fireEvent.click(maps);
  expect([flags?.isActive('show-maps'), flags?.isActive('old-maps')]).toEqual([false, true]);
});
