// @vitest-environment happy-dom
import { createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { createConfigReader } from '@portico/config';
import { configApiRef, errorApiRef, type ApiHolder, type ApiRef } from '@portico/frontend-plugin-api';
import { preloadPage } from './preload-page.ts';
import type { PageRoute } from './routes.tsx';

afterEach(() => window.history.replaceState(null, '', '/'));

/** Opens a portal at a path, and tells what was begun. */
function openAt(
  path: string,
  { pages, baseUrl = 'http://localhost' }: { pages: string[]; baseUrl?: string },
) {
  const begun: string[] = [];
  const errors: Error[] = [];
  const apis: ApiHolder = {
    get: <Api>(ref: ApiRef<Api>) =>
      ({
        [configApiRef.id]: createConfigReader([{ context: 'test', data: { app: { baseUrl } } }]),
        [errorApiRef.id]: { post: (error: Error) => void errors.push(error) },
      })[ref.id] as Api | undefined,
  };
  window.history.replaceState(null, '', path);
  const toPage = (pagePath: string): PageRoute => ({
    id: `page:${pagePath}`,
    path: pagePath,
    title: undefined,
    element: createElement('p'),
    preload: () => {
      if (pagePath === '/broken') throw new Error('not today');
      begun.push(pagePath);
    },
  });
  preloadPage(apis, { pages: pages.map(toPage), redirects: [{ from: '/old', to: '/list' }] });
  return { begun, errors };
}

describe('preloadPage', () => {
  const pages = ['/list', '/list/:name', '/broken'];

  it('begins the page that the address leads to, and no other', () => {
    expect(openAt('/list', { pages }).begun).toEqual(['/list']);
    expect(openAt('/list/one/more', { pages }).begun).toEqual(['/list/:name']);
    expect(openAt('/elsewhere', { pages }).begun).toEqual([]);
    expect(openAt('/old', { pages }).begun).toEqual([]);
  });

  it('begins the first page where the portal begins', () => {
    expect(openAt('/', { pages }).begun).toEqual(['/list']);
  });

  it('knows pages of a portal that is below a path', () => {
    const baseUrl = 'http://localhost/portal';
    expect(openAt('/portal/list', { pages, baseUrl }).begun).toEqual(['/list']);
    expect(openAt('/list', { pages, baseUrl }).begun).toEqual([]);
  });

  it('tells what goes wrong, and lets the page be drawn', () => {
    const { begun, errors } = openAt('/broken', { pages });
    expect([begun, errors.map(({ message }) => message)]).toEqual([[], ['not today']]);
  });
});
