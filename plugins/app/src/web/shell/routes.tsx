import type { JSX } from 'react';
import { Navigate, useLocation, useParams, useRoutes, type RouteObject } from 'react-router';
import {
  BreadcrumbEntry,
  NotFoundErrorPage,
  useText,
  type TranslatedText,
} from '@portico/frontend-plugin-api';

/** A page and where it is. */
export interface PageRoute {
  /** The id of the extension that the page is. */
  id: string;
  path: string;
  title: string | TranslatedText | undefined;
  element: JSX.Element;
  /** Begins to load it. */
  preload: (() => void) | undefined;
}

/** Another address for a page. */
export interface Redirect {
  from: string;
  to: string;
}

/** The page that the address leads to, or that there is none. */
export function AppRoutes({
  pages,
  redirects,
}: {
  pages: readonly PageRoute[];
  redirects: readonly Redirect[];
}) {
  return useRoutes(toRoutes(pages, redirects));
}

/** The routes of pages and redirects. The `handle` of a route is the id of the page that it leads to. */
export function toRoutes(pages: readonly PageRoute[], redirects: readonly Redirect[]): RouteObject[] {
  return [
    ...redirects.map(({ from, to }) => ({ path: below(from), element: <RedirectTo to={to} /> })),
    ...pages.map(({ id, path, title, element }) => ({
      handle: id,
      path: below(path),
      element: title === undefined ? element : <Titled path={path} title={title} element={element} />,
    })),
    ...start(pages, redirects),
    { path: '*', element: <NotFoundErrorPage /> },
  ];
}

/** `/` is only itself; every other page has what is below it as well. */
function below(path: string): string {
  return path === '/' ? '/' : `${path.replace(/\/$/, '')}/*`;
}

/** Pages whose address has parameters tell where they are themselves. */
function Titled({
  path,
  title,
  element,
}: {
  path: string;
  title: string | TranslatedText;
  element: JSX.Element;
}) {
  const label = useText(title);
  if (/[:*]/.test(path)) return element;
  return <BreadcrumbEntry entry={{ label, href: path }}>{element}</BreadcrumbEntry>;
}

/** Where the portal begins when no page is at `/`: at the first of these that is installed, else at the first page. */
const startPages = ['page:home', 'page:catalog'];

function start(pages: readonly PageRoute[], redirects: readonly Redirect[]): RouteObject[] {
  if ([...pages.map(page => page.path), ...redirects.map(({ from }) => from)].includes('/')) return [];
  const open = pages.filter(({ path }) => !/[:*]/.test(path));
  const first = startPages.map(id => open.find(page => page.id === id)).find(page => page !== undefined);
  const target = first ?? open[0];
  return target ? [{ handle: target.id, path: '/', element: <Navigate to={target.path} replace /> }] : [];
}

function RedirectTo({ to }: { to: string }) {
  const { '*': rest = '' } = useParams();
  const { search, hash } = useLocation();
  const target = to.includes(':') || rest === '' ? to : `${to.replace(/\/$/, '')}/${rest}`;
  return <Navigate to={`${target}${search}${hash}`} replace />;
}
