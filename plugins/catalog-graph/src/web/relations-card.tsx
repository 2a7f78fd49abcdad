import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { entityRouteParams, entityRouteRef, toEntityRef, useEntity } from '@portico/plugin-catalog/react';
import { Card, ErrorState, Link, LoadingState } from '@portico/ui';
import { toGraphSearch, type GraphCurve, type GraphDirection, type RelationPair } from '../graph-options.ts';
import { catalogGraphRouteRef } from '../react/route.ts';
import { GraphCanvas } from './canvas/graph-canvas.tsx';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import { initialOptions } from './config-fields.ts';
import classes from './graph-page.module.css';
import { useGraph } from './use-graph.ts';

/** What the card can be told in the configuration. */
export interface RelationsCardProps {
  kinds?: readonly string[] | undefined;
  relations?: readonly string[] | undefined;
  relationPairs?: readonly RelationPair[] | undefined;
  maxDepth?: number | undefined;
  unidirectional?: boolean | undefined;
  mergeRelations?: boolean | undefined;
  direction?: GraphDirection | undefined;
  curve?: GraphCurve | undefined;
  zoom?: 'enabled' | 'disabled' | 'enable-on-click' | undefined;
  title?: string | undefined;
  height?: number | undefined;
  showArrowHeads?: boolean | undefined;
}

const lowest = 180;
const roomForControls = 96;

/** What an entity is connected with, on its page. */
export function RelationsCard({
  kinds,
  relations,
  relationPairs,
  title,
  height = 720,
  zoom = 'enable-on-click',
  showArrowHeads = true,
  maxDepth = 1,
  ...config
}: RelationsCardProps) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const { entity } = useEntity();
  const entityRef = toEntityRef(entity);
  const options = useMemo(
    () => initialOptions({ ...config, maxDepth, rootEntityRefs: [entityRef] }),
    // Made of plain values; the object around them is new each time.
    // oxlint-disable-next-line react/exhaustive-deps
    [entityRef, maxDepth, JSON.stringify(config)],
  );
  const { graph, placed, error, layoutError, retry } = useGraph(options, { kinds, relations, relationPairs });
  const toPage = useRouteRef(catalogGraphRouteRef);
  const toEntity = useRouteRef(entityRouteRef);
  const navigate = useNavigate();
  const toPath = useCallback(
    ({ entityRef: ref }: EntityGraphNode) => toEntity?.(entityRouteParams(ref)) ?? '',
    [toEntity],
  );
  const open = useCallback((node: EntityGraphNode) => void navigate(toPath(node)), [navigate, toPath]);
  const search = toGraphSearch({
    rootEntityRefs: [entityRef],
    selectedKinds: kinds,
    selectedRelations: relations,
  });
  const isEmpty = graph?.nodes.length === 1;
  const neededHeight = placed ? Math.max(lowest, placed.layout.height + roomForControls) : height;
  const failure = layoutError ?? (graph ? undefined : error);
  return (
    <Card
      title={title ?? t('relationsTitle')}
      isFlush
      actions={toPage && <Link to={`${toPage()}?${search}`}>{t('openGraph')}</Link>}
    >
      <div
        className={classes['card']}
        style={{ height: isEmpty || failure ? undefined : Math.min(height, neededHeight) }}
      >
        {failure && <ErrorState title={t('failed')} error={failure} onRetry={retry} />}
        {!failure && !placed && <LoadingState />}
        {!failure && isEmpty && <p className={classes['nothing']}>{t('noRelations')}</p>}
        {!failure && placed && !isEmpty && (
          <GraphCanvas
            placed={placed}
            style={{ isLayered: true, direction: options.direction, curve: options.curve }}
            toPath={toPath}
            onOpen={open}
            zoom={zoom}
            hasArrows={showArrowHeads}
            isMinimapHidden
          />
        )}
      </div>
    </Card>
  );
}
