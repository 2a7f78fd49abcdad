import { matchPath, matchRoutes } from 'react-router';

/** A page or an entry for one, with the extension and the plugin that it is of. */
export interface PlacedPage {
  id: string;
  pluginId: string;
  /** Where it is: for entries a path, for pages a pattern such as `/catalog/:name`. */
  path: string;
  /** For entries: parameters in the addresses of the pages that belong to it as well. */
  covers?: Readonly<Record<string, string>>;
}

/**
 * The entry of the navigation that a path belongs to: the one that covers its
 * page, else the one that it is at or below, else the first of the plugin whose
 * page it is. Pages of one plugin may have been moved apart.
 */
export function findCurrentItem(
  pathname: string,
  { entries, pages }: { entries: readonly PlacedPage[]; pages: readonly PlacedPage[] },
): string | undefined {
  const routes = pages
    // What is below the first page is not for that reason a part of it.
    .filter(({ path }) => path !== '/')
    .map(({ path, pluginId }) => ({ path: `${path.replace(/\/$/, '')}/*`, handle: pluginId }));
  const page = matchRoutes(routes, pathname)?.at(-1);
  const covering = entries.find(
    ({ covers }) => covers && Object.entries(covers).every(([name, value]) => page?.params[name] === value),
  );
  if (covering) return covering.id;
  const above = entries
    .filter(({ path }) => matchPath({ path, end: path === '/' }, pathname))
    .sort((one, other) => other.path.length - one.path.length);
  return (above[0] ?? entries.find(entry => entry.pluginId === page?.route.handle))?.id;
}
