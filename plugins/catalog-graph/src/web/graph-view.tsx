import { lazy, Suspense, useCallback, useEffect } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { entityRouteParams, entityRouteRef } from '@portico/plugin-catalog/react';
import { ErrorState, LoadingState, NotFoundState } from '@portico/ui';
import { GraphCanvas } from './canvas/graph-canvas.tsx';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import classes from './graph-page.module.css';
import type { GraphState } from './use-graph.ts';
import type { OptionsControl } from './use-graph-options.ts';

const GraphList = lazy(() => import('./graph-list.tsx'));

/** The graph as a map or a list, or why there is none. */
export function GraphView({
  control,
  graph: state,
  root,
}: {
  control: OptionsControl;
  graph: GraphState;
  root: string;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const { options, change, toSearch } = control;
  const { graph, placed, error, layoutError, found } = state;
  const navigate = useNavigate();
  const toEntity = useRouteRef(entityRouteRef);
  const rootRefs = graph?.rootRefs;
  const open = useCallback(
    ({ entityRef }: EntityGraphNode) => {
      if (toEntity) void navigate(toEntity(entityRouteParams(entityRef)));
    },
    [toEntity, navigate],
  );
  const toPath = useCallback(
    ({ entityRef }: EntityGraphNode) =>
      toEntity && rootRefs?.includes(entityRef)
        ? toEntity(entityRouteParams(entityRef))
        : toSearch({ rootEntityRefs: [entityRef], search: '', focus: undefined }),
    [toEntity, rootRefs, toSearch],
  );
  useFirstFound(state, control);
  if (error && !graph) return <ErrorState title={t('failed')} error={error} onRetry={state.retry} />;
  if (layoutError) return <ErrorState title={t('layoutFailed')} error={layoutError} />;
  if (!graph) return <LoadingState lines={8} />;
  const missing = graph.nodes.length > 0 && graph.nodes.every(node => node.isMissing);
  if (missing) {
    return (
      <NotFoundState
        title={t('missingTitle')}
        text={t('missingText', { ref: root })}
        action={
          <Button variant="default" onClick={() => change({ rootEntityRefs: [] }, { isStep: true })}>
            {t('another')}
          </Button>
        }
      />
    );
  }
  const isChosen = options.selectedKinds !== undefined || options.selectedRelations !== undefined;
  return (
    <>
      {state.answer?.isCut && (
        <p className={classes['cut']} role="note">
          {t('cut', { count: graph.nodes.length })}
        </p>
      )}
      {graph.nodes.length === 1 && (
        <p className={classes['cut']} role="note">
          {t('onlyRoot')}{' '}
          {isChosen && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => change({ selectedKinds: undefined, selectedRelations: undefined })}
            >
              {t('showAll')}
            </Button>
          )}
        </p>
      )}
      {options.isList ? (
        <Suspense fallback={<LoadingState lines={8} />}>
          <GraphList graph={graph} found={found} toPath={toPath} />
        </Suspense>
      ) : (
        <div className={classes['frame']}>
          {placed && (
            <GraphCanvas
              placed={placed}
              style={{
                isLayered: options.layout === 'hierarchy',
                direction: options.direction,
                curve: options.curve,
              }}
              toPath={toPath}
              onOpen={open}
              marked={found}
              focus={options.focus}
            />
          )}
        </div>
      )}
    </>
  );
}

/** The first that a search finds comes into sight. */
function useFirstFound({ found }: GraphState, { options, change }: OptionsControl): void {
  const first = found?.values().next().value;
  useEffect(() => {
    if (first !== undefined && !options.isList && options.focus === undefined && found?.size === 1) {
      change({ focus: first });
    }
    // Once a search.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [first, options.search]);
}
