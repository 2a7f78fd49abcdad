import { useEffect, useMemo, useState } from 'react';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogGraphTranslationRef } from '../catalog-graph-translation.ts';
import { neighbourhoodOf } from '../model/drawn-graph.ts';
import type { EdgeStyle } from '../model/edge-path.ts';
import { cornerOf } from '../model/layout.ts';
import { showsAll, visibleIndexes } from '../model/view.ts';
import type { PlacedGraph } from '../use-layout.ts';
import classes from './canvas.module.css';
import { ArrowHead, EdgeLayer, useShapes } from './edge-layer.tsx';
import { FarLayer, FarNames } from './far-layer.tsx';
import { Minimap } from './minimap.tsx';
import { NodeLayer, type NodeActions } from './node-layer.tsx';
import { farScale, useKeys } from './use-keys.ts';
import { useView } from './use-view.ts';
import { ZoomControls } from './zoom-controls.tsx';

/** A larger map is drawn as blocks while it is far away, others as names. */
const fewNodes = 200;
/** The names would be too small to tell anything. */
const blockScale = 0.2;
/** The words at lines are smaller than those of entities. */
const wordsScale = 0.7;

/** What {@link GraphCanvas} takes. */
export interface GraphCanvasProps {
  placed: PlacedGraph;
  style: EdgeStyle;
  toPath(node: EntityGraphNode): string;
  onOpen(node: EntityGraphNode): void;
  /** Those that stand out, such as those that were searched for. */
  marked?: ReadonlySet<string> | undefined;
  /** The entity to go to, and to keep in sight. */
  focus?: string | undefined;
  zoom?: 'enabled' | 'disabled' | 'enable-on-click' | undefined;
  hasArrows?: boolean | undefined;
  isMinimapHidden?: boolean | undefined;
}

/** The map: moved and zoomed with pointers and keys, as light with a thousand entities as with ten. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { placed, style, toPath, onOpen, marked, focus, zoom = 'enabled', hasArrows = true } = props;
  const { graph, layout } = placed;
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const [isAwake, setAwake] = useState(zoom === 'enabled');
  const isLarge = graph.nodes.length > fewNodes;
  const rootIndex = graph.nodes.findIndex(({ entityRef }) => entityRef === graph.rootRefs[0]);
  const control = useView(layout, {
    isAsleep: !isAwake,
    // From afar, a large map is read by its blocks.
    home: isLarge || rootIndex === -1 ? undefined : cornerOf(layout, rootIndex),
  });
  const { view, screen, change } = control;
  const [pointed, setPointed] = useState<string>();
  const [current, setCurrent] = useState<string>();
  const shapes = useShapes(placed, style);
  const around = pointed ?? focus;
  const bright = useMemo(
    () => (around === undefined ? marked : neighbourhoodOf(graph, around)),
    [graph, around, marked],
  );
  const isFar = view.scale < farScale;
  const isBlocks = isFar && (isLarge || view.scale < blockScale);
  const tabStop = current ?? graph.rootRefs[0];
  const { goTo, onKeyDown } = useKeys({ placed, control, current: tabStop, setCurrent });
  useEffect(() => {
    if (focus !== undefined && screen.width > 0) goTo(focus, false);
    // Only when another is to be looked at, or everything has moved.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [focus, layout, screen.width > 0]);
  const actions = useMemo<NodeActions>(
    () => ({ toPath, onOpen, onPoint: setPointed, onFocus: setCurrent }),
    [toPath, onOpen],
  );
  const cell = `${Math.round(view.x / 100)} ${Math.round(view.y / 100)} ${view.scale} ${screen.width} ${screen.height}`;
  const visible = useMemo(
    () =>
      visibleIndexes(layout, view, screen).flatMap(index => {
        const node = graph.nodes[index];
        return node ? [[index, node] as const] : [];
      }),
    // Within a cell the same are on the screen.
    // oxlint-disable-next-line react/exhaustive-deps
    [graph, layout, cell],
  );
  return (
    <div
      ref={control.ref}
      className={classes['canvas']}
      role="group"
      aria-label={t('canvas')}
      aria-description={t('canvasHint')}
      data-asleep={!isAwake || undefined}
      onKeyDown={onKeyDown}
      onPointerDown={() => zoom === 'enable-on-click' && setAwake(true)}
      onClickCapture={event => {
        if (!control.wasDragged()) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div
        className={classes['layer']}
        data-far={isFar || undefined}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
      >
        <svg className={classes['drawing']} width={layout.width} height={layout.height} aria-hidden>
          <ArrowHead />
          <EdgeLayer
            shapes={shapes}
            around={around}
            isFar={isFar}
            hasWords={view.scale >= wordsScale}
            hasArrows={hasArrows}
          />
          {isBlocks && <FarLayer nodes={graph.nodes} layout={layout} bright={bright} onPoint={setPointed} />}
        </svg>
        {isBlocks ? (
          <FarNames graph={graph} layout={layout} scale={view.scale} around={around} />
        ) : (
          <NodeLayer
            nodes={visible}
            positions={layout.positions}
            current={tabStop}
            bright={bright}
            roots={graph.rootRefs}
            actions={actions}
          />
        )}
      </div>
      <ZoomControls control={control} hint={isAwake || zoom === 'disabled' ? undefined : t('clickToZoom')} />
      {!props.isMinimapHidden && !showsAll(view, layout, screen) && (
        <Minimap
          nodes={graph.nodes}
          layout={layout}
          view={view}
          screen={screen}
          onMove={(x, y) =>
            change(now => ({
              ...now,
              x: screen.width / 2 - x * now.scale,
              y: screen.height / 2 - y * now.scale,
            }))
          }
        />
      )}
    </div>
  );
}
