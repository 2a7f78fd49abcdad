import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import {
  defaultRangeExtractor,
  useWindowVirtualizer,
  windowScroll,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import type { TableShape } from './use-table-shape.ts';
import { useScrollMargin } from './use-scroll-margin.ts';

type RowWindow = Virtualizer<Window, HTMLElement>;

const rowsBeyond = 6;

/**
 * Which rows of a table are drawn: those on the screen, and a few beyond.
 * Where the table and the window are is not asked of the browser while rows are
 * being put in: it would lay out the page twice.
 */
export function useRowWindow<Row>(
  body: RefObject<HTMLElement | null>,
  options: { rows: readonly Row[]; count: number; shape: TableShape; rowKey(row: Row): string },
): RowWindow {
  const { rows, count, rowKey, shape } = options;
  const [initialRect] = useState(readWindow);
  const [isAtTop] = useState(() => window.scrollY === 0);
  const [scrollToFn] = useState(createScroll);
  const scrollMargin = useScrollMargin(body);
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => shape.rowHeight,
    initialRect,
    observeElementRect: observeWindow,
    scrollToFn,
    scrollMargin,
    // Rows come with the next step: drawn in this one, they would hold back the frame that is under way.
    useFlushSync: false,
    // Before it is known where the table begins, there are more rows than there is room for.
    overscan: scrollMargin === 0 && isAtTop ? 0 : rowsBeyond,
    rangeExtractor: useRange(),
    // Another function would make the virtualizer place thousands of rows anew at each step.
    getItemKey: useCallback(
      (index: number) => (rows[index] ? rowKey(rows[index]) : `waiting ${index}`),
      [rows, rowKey],
    ),
  });
  useNewShape(virtualizer, shape);
  return virtualizer;
}

/** After a leap all rows are new, which takes long enough without those beyond the screen. */
function useRange(): (range: Range) => number[] {
  const last = useRef<Range>(undefined);
  return useCallback((range: Range) => {
    const before = last.current;
    last.current = range;
    const isLeap = before && (range.startIndex > before.endIndex || range.endIndex < before.startIndex);
    return defaultRangeExtractor(isLeap ? { ...range, overscan: 0 } : range);
  }, []);
}

function useNewShape(virtualizer: RowWindow, shape: TableShape): void {
  const { rowHeight, isList } = shape;
  const drawn = useRef(shape);
  useEffect(() => {
    if (drawn.current.rowHeight === rowHeight && drawn.current.isList === isList) return;
    drawn.current = { rowHeight, isList };
    virtualizer.measure();
  }, [virtualizer, rowHeight, isList]);
}

function readWindow(): { width: number; height: number } {
  return { width: window.innerWidth, height: window.innerHeight };
}

/** Unlike the virtualizer's own it tells nothing at once, since that is known. */
function observeWindow(
  _virtualizer: RowWindow,
  onSize: (size: { width: number; height: number }) => void,
): () => void {
  const tell = (): void => onSize(readWindow());
  window.addEventListener('resize', tell, { passive: true });
  return () => window.removeEventListener('resize', tell);
}

/** A virtualizer begins by scrolling to where the window is already. */
function createScroll(): typeof windowScroll<Window> {
  let isFirst = true;
  return (offset, options, virtualizer) => {
    if (!isFirst) windowScroll(offset, options, virtualizer);
    isFirst = false;
  };
}
