import type { JSX, ReactNode } from 'react';
import { matchPath, Navigate, Route, Routes, useParams } from 'react-router';
import type { AppNode } from '../apis/app-tree.ts';
import { pluginHeaderActionsApiRef } from '../apis/plugin-surroundings.ts';
import { routeResolutionApiRef } from '../apis/route-resolution.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import { toIconElement } from '../components/app-icon.tsx';
import { BreadcrumbEntry } from '../components/breadcrumbs.tsx';
import { NotFoundErrorPage, PageLayout, type PageLayoutTab } from '../components/core-components.tsx';
import { ExtensionBoundary } from '../components/extension-boundary.tsx';
import type { ContentLoader } from '../components/lazy-content.tsx';
import type { RouteRef } from '../routing/route-ref.ts';
import type { SubRouteRef } from '../routing/sub-route-ref.ts';
import type { TranslatedText } from '../translation/translated-text.ts';
import { useText, useTexts } from '../translation/use-text.ts';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionInput } from '../wiring/extension-input.ts';
import type { IconElement } from '../wiring/feature.ts';
import { optionalText } from '../wiring/optional-field.ts';

/** What a page is made of. */
export interface PageParams {
  /** Where the page is: `/catalog`, `/catalog/:kind/:name`. */
  path: string;
  /** Default: the title of the plugin. A page with title and icon is in the navigation. */
  title?: string | TranslatedText;
  /** An element, or the key of an icon of the app. */
  icon?: string | IconElement;
  /** Loads the page when it is first opened; without it, the page shows its sub-pages as tabs. */
  loader?: ContentLoader;
  /**
   * Begins what the page will wait for, such as its first request. Called when
   * the portal is opened at the address of the page, while its code is loaded.
   * What it throws is an error of the page that nobody sees: let it not throw.
   */
  preload?: () => void;
  routeRef?: RouteRef;
  /** The page brings its own header, and fills all the room. */
  noHeader?: boolean;
  /**
   * While a page is open whose address has these parameters, such as
   * `{ kind: 'api' }`, the navigation marks the entry of this page.
   */
  covers?: Readonly<Record<string, string>>;
  /** Nothing is below the address of the page: what is asked for there does not exist. */
  exact?: boolean;
}

interface PageTab extends Omit<PageLayoutTab, 'label'> {
  label: string | TranslatedText;
  element: JSX.Element;
}

/** Makes pages: `page:<plugin id>[/<name>]`. Config: `path`, `title`. */
export const PageBlueprint = createExtensionBlueprint({
  kind: 'page',
  attachTo: { id: 'app/routes', input: 'routes' },
  inputs: {
    pages: createExtensionInput([
      coreExtensionData.routePath,
      coreExtensionData.routeRef.optional(),
      coreExtensionData.reactElement,
      coreExtensionData.title.optional(),
      coreExtensionData.icon.optional(),
    ]),
  },
  output: [
    coreExtensionData.routePath,
    coreExtensionData.reactElement,
    coreExtensionData.routeRef.optional(),
    coreExtensionData.title.optional(),
    coreExtensionData.icon.optional(),
    coreExtensionData.preload.optional(),
    coreExtensionData.covers.optional(),
  ],
  configSchema: { path: optionalText, title: optionalText },
  *factory(params: PageParams, { config, node, inputs }) {
    const title = config.title ?? params.title;
    const icon = params.icon === undefined ? undefined : toIconElement(params.icon);
    yield coreExtensionData.routePath(config.path ?? params.path);
    if (params.routeRef) yield coreExtensionData.routeRef(params.routeRef);
    if (title) yield coreExtensionData.title(title);
    if (icon) yield coreExtensionData.icon(icon);
    if (params.covers) yield coreExtensionData.covers(params.covers);
    const tabs = params.loader
      ? []
      : inputs.pages.map((page): PageTab => {
          const path = page.get(coreExtensionData.routePath);
          const tabIcon = page.get(coreExtensionData.icon);
          return {
            id: path,
            label: page.get(coreExtensionData.title) ?? path,
            ...(tabIcon && { icon: tabIcon }),
            href: path,
            element: page.get(coreExtensionData.reactElement),
          };
        });
    const lazy = params.loader && ExtensionBoundary.preloadable(node, params.loader);
    if (lazy)
      yield coreExtensionData.preload(() => {
        lazy.preload();
        params.preload?.();
      });
    const frame = (
      <PageFrame
        node={node}
        title={title}
        icon={icon}
        tabs={tabs}
        routeRef={params.routeRef}
        noHeader={params.noHeader}
      >
        {lazy ? lazy.element : <SubPages tabs={tabs} />}
      </PageFrame>
    );
    const isOpen = lazy !== undefined && !params.exact;
    yield coreExtensionData.reactElement(isOpen ? frame : <BoundedPage tabs={tabs}>{frame}</BoundedPage>);
  },
});

function PageFrame(props: {
  node: AppNode;
  title?: string | TranslatedText | undefined;
  icon?: IconElement | undefined;
  tabs: PageTab[];
  routeRef?: RouteRef | undefined;
  noHeader?: boolean | undefined;
  children: ReactNode;
}): JSX.Element {
  const { plugin } = props.node.spec;
  const pluginId = plugin.pluginId ?? plugin.id;
  const titleLink = useLink(plugin.routes['root'] ?? props.routeRef);
  const headerActions = useOptionalApi(pluginHeaderActionsApiRef)?.getPluginHeaderActions(pluginId) ?? [];
  const icon = props.icon ?? plugin.icon;
  const title = props.title ?? plugin.title ?? pluginId;
  const toWords = useTexts([title, ...props.tabs.map(({ label }) => label)]);
  const tabs = props.tabs.map(({ element: _element, ...tab }) => ({ ...tab, label: toWords(tab.label) }));
  return (
    <PageLayout
      title={toWords(title)}
      {...(icon && { icon })}
      noHeader={props.noHeader ?? false}
      {...(titleLink && { titleLink })}
      headerActions={headerActions}
      {...(tabs.length > 0 && { tabs })}
    >
      {props.children}
    </PageLayout>
  );
}

/** A page and its tabs, or the page of an address that leads to none of them. */
function BoundedPage({ tabs, children }: { tabs: PageTab[]; children: ReactNode }): ReactNode {
  const rest = `/${useParams()['*'] ?? ''}`;
  const leadsSomewhere =
    rest === '/' || tabs.some(({ href }) => matchPath(`/${href.replace(/^\/+/, '')}/*`, rest));
  return leadsSomewhere ? children : <NotFoundErrorPage />;
}

function SubPages(props: { tabs: PageTab[] }): JSX.Element | null {
  const [first] = props.tabs;
  if (!first) return null;
  return (
    <Routes>
      <Route index element={<Navigate to={first.href} replace />} />
      {props.tabs.map(tab => (
        <Route key={tab.id} path={`${tab.href}/*`} element={<SubPage tab={tab} />} />
      ))}
    </Routes>
  );
}

function SubPage({ tab }: { tab: PageTab }): JSX.Element {
  return (
    <BreadcrumbEntry entry={{ label: useText(tab.label), href: tab.href }}>{tab.element}</BreadcrumbEntry>
  );
}

/** Where the title leads: nowhere, when the route has parameters that the present page does not know. */
function useLink(ref: RouteRef | SubRouteRef | undefined): string | undefined {
  const routes = useOptionalApi(routeResolutionApiRef);
  if (!ref || !routes) return undefined;
  try {
    return routes.resolve(ref as RouteRef<undefined>)?.();
  } catch {
    return undefined;
  }
}
