import { Suspense, useEffect, useMemo, type ComponentType, type JSX, type ReactNode } from 'react';
import type { AppNode } from '../apis/app-tree.ts';
import { errorApiRef } from '../apis/notices.ts';
import { pluginWrapperApiRef } from '../apis/plugin-surroundings.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import { AnalyticsContext } from './analytics-context.tsx';
import { AppNodeProvider } from './app-node-context.tsx';
import { Progress } from './core-components.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import {
  createLazyContent,
  toComponent,
  type ContentLoader,
  type LazyContent,
  type LazyState,
} from './lazy-content.tsx';
import { pageRenderedEvent, useAnalytics } from './use-analytics.ts';

/** What an {@link ExtensionBoundary} surrounds. */
export interface ExtensionBoundaryProps {
  node: AppNode;
  /** Default `error-display`: the error stands where the extension would. Else it goes to the error API. */
  errorPresentation?: 'error-api' | 'error-display';
  /** Runs before a failed extension is drawn again. */
  onReset?: () => void;
  /** Only a sign of waiting is drawn as yet, so that a page does not count as shown. */
  isWaiting?: boolean;
  children: ReactNode;
}

/**
 * Surrounds what an extension draws: loading and error states, the wrappers of
 * its plugin, and the context of its analytics events. Blueprints put it there.
 */
export function ExtensionBoundary(props: ExtensionBoundaryProps): JSX.Element {
  const { node, errorPresentation } = props;
  const { plugin } = node.spec;
  const pluginId = plugin.pluginId ?? 'app';
  const errorApi = useOptionalApi(errorApiRef);
  const wrappers = useOptionalApi(pluginWrapperApiRef);
  const Wrapper = useMemo(() => wrappers?.getPluginWrapper(pluginId), [wrappers, pluginId]);
  const attributes = useMemo(() => ({ extensionId: node.spec.id, pluginId }), [node, pluginId]);
  const isPage = node.instance?.getData(coreExtensionData.routePath) !== undefined;
  const content = (
    <AnalyticsContext attributes={attributes}>
      {isPage && props.isWaiting !== true && <PageTracker />}
      {props.children}
    </AnalyticsContext>
  );
  return (
    <AppNodeProvider node={node}>
      <Suspense fallback={<Progress />}>
        <ErrorBoundary
          plugin={plugin}
          errorApi={errorPresentation === 'error-api' ? errorApi : undefined}
          onReset={props.onReset}
        >
          {Wrapper ? <Wrapper>{content}</Wrapper> : content}
        </ErrorBoundary>
      </Suspense>
    </AppNodeProvider>
  );
}

function PageTracker(): null {
  const analytics = useAnalytics();
  useEffect(() => analytics.captureEvent(pageRenderedEvent, ''), [analytics]);
  return null;
}

/** The content of `loader`, loaded when it is drawn, within the boundary of its extension. */
ExtensionBoundary.lazy = (node: AppNode, loader: ContentLoader): JSX.Element =>
  ExtensionBoundary.preloadable(node, loader).element;

/** What {@link ExtensionBoundary.lazy} gives, and the function that begins to load it before it is drawn. */
ExtensionBoundary.preloadable = (
  node: AppNode,
  loader: ContentLoader,
): { element: JSX.Element; preload: () => void } => {
  const content = createLazyContent<object>(node, async () => toComponent(await loader()));
  const Content = createLazyBoundary(node, content, {});
  return { element: <Content />, preload: content.load };
};

/** A component that is loaded when it is first drawn, within the boundary of its extension. */
ExtensionBoundary.lazyComponent = <Props extends object>(
  node: AppNode,
  loader: () => Promise<ComponentType<Props>>,
  options: BoundaryOptions = {},
): ((props: Props) => JSX.Element) => createLazyBoundary(node, createLazyContent(node, loader), options);

type BoundaryOptions = Pick<ExtensionBoundaryProps, 'errorPresentation'>;

function createLazyBoundary<Props extends object>(
  node: AppNode,
  content: LazyContent<Props>,
  options: BoundaryOptions,
): (props: Props) => JSX.Element {
  return props => {
    const state = content.useState();
    return (
      <ExtensionBoundary
        {...options}
        node={node}
        onReset={content.reset}
        isWaiting={state.name === 'waiting'}
      >
        <Loaded state={state} props={props} />
      </ExtensionBoundary>
    );
  };
}

/** What was loaded, or that it is on its way. @throws what loading failed with, for the boundary around it. */
function Loaded<Props extends object>({
  state,
  props,
}: {
  state: LazyState<Props>;
  props: Props;
}): JSX.Element {
  if (state.name === 'failed') throw state.error;
  if (state.name === 'waiting') return <Progress />;
  return <state.component {...props} />;
}
