// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { appThemeApiRef } from '@portico/frontend-plugin-api';
import { renderInTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { createAppTheme } from '../apis/create-app-theme.ts';
import { UserMenu } from './user-menu.tsx';

afterEach(cleanup);

it('gives the focus back to its button when it is closed with a key', async () => {
  renderInTestApp(
    <ThemeProvider variant="light">
      <UserMenu />
    </ThemeProvider>,
    { apis: [testApi(appThemeApiRef, createAppTheme([]))] },
  );
  const button = await screen.findByRole('button');
  button.focus();
  fireEvent.click(button);
  const item = await screen.findByRole('menuitem', { name: 'Sign out' });
  item.focus();
  fireEvent.keyDown(item, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-haspopup')).toBe('menu'));
});
