import { appTreeApiRef } from '../apis/app-tree.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import { useText } from '../translation/use-text.ts';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import type { AnyRouteRefParams } from './route-params.ts';
import type { RouteRef } from './route-ref.ts';

/**
 * The title of the page that a route leads to, in the language of the app and
 * as the configuration has it: what navigation, headings and breadcrumbs call
 * it. `undefined` when the page is not part of the app, or has no title.
 */
export function usePageTitle<Params extends AnyRouteRefParams>(ref: RouteRef<Params>): string | undefined {
  const tree = useOptionalApi(appTreeApiRef)?.getTree().tree;
  const pages = tree?.nodes.get('app/routes')?.edges.attachments.get('routes') ?? [];
  const page = pages.find(({ instance }) => instance?.getData(coreExtensionData.routeRef) === ref);
  return useText(page?.instance?.getData(coreExtensionData.title));
}
