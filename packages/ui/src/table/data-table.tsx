import { useEffect, useRef } from 'react';
import { useUiText } from '../ui-text.tsx';
import { moveThroughRows } from './row-keys.ts';
import { TableHead } from './table-head.tsx';
import { SkeletonRow, TableRow } from './table-row.tsx';
import type { DataTableProps } from './table-types.ts';
import classes from './table.module.css';
import { useRowWindow } from './use-row-window.ts';
import { useTableShape } from './use-table-shape.ts';

const skeletonRows = 10;
const loadAhead = 20;

/**
 * A table whose rows come from a server, page by page: sorted in its header,
 * selectable, walked through with the arrow keys, and as light with 10,000 rows
 * as with ten. Narrower than 560 pixels it is a list.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, total, selection, isLoading = false, empty } = props;
  const text = useUiText();
  const body = useRef<HTMLTableSectionElement>(null);
  const waiting = isLoading && rows.length === 0 ? skeletonRows : props.hasMore ? 3 : 0;
  const count = rows.length + waiting;
  const { ref: frame, ...shape } = useTableShape();
  const virtualizer = useRowWindow(body, { rows, count, rowKey, shape });
  const items = virtualizer.getVirtualItems();
  useLoadMore(props, items.at(-1)?.index ?? 0);
  const before = (items[0]?.start ?? 0) - virtualizer.options.scrollMargin;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? 0) - virtualizer.options.scrollMargin);

  if (count === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div ref={frame} className={classes['frame']}>
      <table
        className={classes['table']}
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-busy={isLoading}
      >
        <TableHead {...props} />
        <tbody
          ref={body}
          onKeyDown={event =>
            moveThroughRows(event, { count: rows.length, show: index => virtualizer.scrollToIndex(index) })
          }
        >
          <Spacer height={before} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            return row === undefined ? (
              <SkeletonRow key={key} index={index} columns={columns} hasSelection={selection !== undefined} />
            ) : (
              <TableRow
                key={key}
                index={index}
                row={row}
                columns={columns}
                rowId={rowKey(row)}
                selection={selection}
                measure={shape.isList ? virtualizer.measureElement : undefined}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      {count === 0 && <div className={classes['nothing']}>{text.nothingFound}</div>}
    </div>
  );
}

function useLoadMore<Row>(props: DataTableProps<Row>, lastShown: number): void {
  const { rows, hasMore, isLoading, onLoadMore } = props;
  const isNear = lastShown >= rows.length - loadAhead;
  useEffect(() => {
    if (hasMore && !isLoading && isNear) onLoadMore?.();
  }, [hasMore, isLoading, isNear, onLoadMore, rows.length]);
}

/** One cell is enough; one across columns that are hidden would bring them back, empty. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={classes['spacer']}>
      <td style={{ height }} />
    </tr>
  );
}
