// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { toastApiRef } from '@portico/frontend-plugin-api';
import { renderInTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { createToasts } from '../apis/create-toasts.ts';
import { NoticesBell } from './notices-bell.tsx';

afterEach(cleanup);

function drawBell() {
  const toasts = createToasts();
  renderInTestApp(
    <ThemeProvider variant="light">
      <NoticesBell />
    </ThemeProvider>,
    { apis: [testApi(toastApiRef, toasts)] },
  );
  return toasts;
}

it('counts what is new, and keeps what has gone from the screen', async () => {
  const toasts = drawBell();
  await screen.findByRole('button', { name: 'Messages so far' });
  act(() => toasts.post({ title: 'Registered', status: 'success', timeout: 1 }).close());
  act(
    () =>
      void toasts.post({
        title: 'Refused',
        description: 'You may not',
        links: [{ label: 'Why', href: '/why' }],
      }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Messages so far, 2 new' }));
  await screen.findByText('Registered');
  const titles = [...document.querySelectorAll('li strong')].map(({ textContent }) => textContent);
  expect(titles).toEqual(['Refused', 'Registered']);
  expect(screen.getByText('Why').getAttribute('href')).toBe('/why');
  fireEvent.click(screen.getByRole('button', { name: 'Messages so far' }));
  act(() => void toasts.post({ title: 'Third' }));
  await screen.findByRole('button', { name: 'Messages so far, 1 new' });
});

it('says that there was nothing', async () => {
  drawBell();
  fireEvent.click(await screen.findByRole('button', { name: 'Messages so far' }));
  await screen.findByText(/Nothing yet/);
});

it('keeps the latest fifty', () => {
  const toasts = createToasts();
  let titles: unknown[] = [];
  toasts.history$().subscribe(history => void (titles = history.map(({ title }) => title)));
  for (let count = 0; count < 60; count += 1) toasts.post({ title: String(count) });
  expect([titles.length, titles[0], titles.at(-1)]).toEqual([50, '59', '10']);
});
