import { useCallback, useState, type RefCallback } from 'react';

/** Narrower than this, in pixels, `table.module.css` makes a list of a table, whose rows are as high as what is in them. */
const listWidth = 560;

/** How a table is drawn. */
export interface TableShape {
  isList: boolean;
  /** Pixels; of a list, those of its first row. */
  rowHeight: number;
}

/**
 * Finds out how a table is drawn, from the element that `ref` is given. The
 * rows of a table are all as high as its first; reading it when the browser has
 * laid out the page anyway costs nothing, measuring each row does.
 */
export function useTableShape(): TableShape & { ref: RefCallback<HTMLElement> } {
  const [shape, setShape] = useState(guessShape);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setShape(before => readShape(element, before)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ...shape, ref };
}

function guessShape(): TableShape {
  const row = getComputedStyle(document.documentElement).getPropertyValue('--portico-row');
  return { isList: window.innerWidth < listWidth, rowHeight: Number.parseInt(row, 10) || 36 };
}

function readShape(element: HTMLElement, before: TableShape): TableShape {
  const isList = element.clientWidth < listWidth;
  const height = element.querySelector<HTMLElement>('tbody > tr[aria-rowindex]')?.offsetHeight;
  if (!height || (isList === before.isList && (isList || height === before.rowHeight))) {
    return isList === before.isList ? before : { ...before, isList };
  }
  return { isList, rowHeight: height };
}
