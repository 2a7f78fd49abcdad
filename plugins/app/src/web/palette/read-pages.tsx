import { useMemo } from 'react';
import {
  appTreeApiRef,
  coreExtensionData,
  routeResolutionApiRef,
  useApi,
  useTexts,
  type AppTree,
  type RouteResolutionApi,
} from '@portico/frontend-plugin-api';
import { IconAppWindow } from '@portico/ui/icons';
import { readNavItems } from '../shell/read-nav-items.tsx';

/** All pages that the navigation has, and their tabs, as commands in the language of the app. */
export function usePages() {
  const { tree } = useApi(appTreeApiRef).getTree();
  const routes = useApi(routeResolutionApiRef);
  const found = useMemo(() => readPages(tree, routes), [tree, routes]);
  const toWords = useTexts(found.flatMap(({ title, page }) => [title, page]));
  return useMemo(
    () =>
      found.map(({ title, page, ...command }) => ({
        ...command,
        title: toWords(title),
        ...(page !== undefined && { subtitle: toWords(page) }),
      })),
    [found, toWords],
  );
}

function readPages(tree: AppTree, routes: RouteResolutionApi) {
  const pages = readNavItems(tree, routes);
  const tabs = pages.flatMap(({ node, title: page, href }) =>
    (node.edges.attachments.get('pages') ?? []).flatMap(tab => {
      const title = tab.instance?.getData(coreExtensionData.title);
      const path = tab.instance?.getData(coreExtensionData.routePath);
      return title === undefined || path === undefined
        ? []
        : [{ id: tab.spec.id, title, page, icon: <IconAppWindow />, to: `${href}/${path}` }];
    }),
  );
  return [
    ...pages.map(({ node, title, icon, href }) => ({
      id: node.spec.id,
      title,
      page: undefined,
      icon,
      to: href,
    })),
    ...tabs,
  ];
}
