import type { JSX } from 'react';
import { Navigate, useLocation, useParams, useRoutes, type RouteObject } from 'react-router';
import { BreadcrumbEntry, NotFoundErrorPage } from '@portico/frontend-plugin-api';

/** A page and where it is. */
export interface PageRoute {
  path: string;
  title: string | undefined;
  element: JSX.Element;
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
  const routes: RouteObject[] = [
    ...redirects.map(({ from, to }) => ({ path: below(from), element: <RedirectTo to={to} /> })),
    ...pages.map(({ path, title, element }) => ({
      path: below(path),
      element: title === undefined ? element : <Titled page={{ path, title, element }} />,
    })),
    { path: '*', element: <NotFoundErrorPage /> },
  ];
  return useRoutes(routes);
}

/** `/` is only itself; every other page has what is below it as well. */
function below(path: string): string {
  return path === '/' ? '/' : `${path.replace(/\/$/, '')}/*`;
}

/** Pages whose address has parameters tell where they are themselves. */
function Titled({ page }: { page: PageRoute }) {
  if (/[:*]/.test(page.path)) return page.element;
  return (
    <BreadcrumbEntry entry={{ label: page.title ?? '', href: page.path }}>{page.element}</BreadcrumbEntry>
  );
}

function RedirectTo({ to }: { to: string }) {
  const { '*': rest = '' } = useParams();
  const { search, hash } = useLocation();
  const target = to.includes(':') || rest === '' ? to : `${to.replace(/\/$/, '')}/${rest}`;
  return <Navigate to={`${target}${search}${hash}`} replace />;
}
