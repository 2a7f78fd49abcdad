import { memo } from 'react';
import { Tick } from '../filters/tick.tsx';
import { SkeletonLine } from '../states/loading-state.tsx';
import { useUiText } from '../ui-text.tsx';
import type { TableColumn, TableSelection } from './table-types.ts';
import classes from './table.module.css';

interface RowProps<Row> {
  row: Row;
  rowId: string;
  index: number;
  columns: readonly TableColumn<Row>[];
  selection: TableSelection<Row> | undefined;
  /** Tells the height of a row that has one of its own. */
  measure: ((element: HTMLElement | null) => void) | undefined;
}

/** One row of a table. */
export const TableRow = memo(Row) as typeof Row;

function Row<T>({ row, rowId, index, columns, selection, measure }: RowProps<T>) {
  const text = useUiText();
  const isSelected = selection?.selected.has(rowId) ?? false;
  return (
    <tr
      {...(measure && { ref: measure })}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selection ? isSelected : undefined}
      className={classes['row']}
      tabIndex={-1}
    >
      {selection && (
        <td className={classes['select']}>
          <Tick
            isChecked={isSelected}
            label={text.selectRow(selection.nameOf(row))}
            onToggle={() => selection.onChange(toggled(selection.selected, rowId))}
          />
        </td>
      )}
      {columns.map((column, at) => (
        <td
          key={column.id}
          data-primary={at === 0 || undefined}
          data-hide={column.hideBelow}
          data-align={column.align}
        >
          <div className={classes['cell']}>{column.render(row)}</div>
        </td>
      ))}
    </tr>
  );
}

function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

const widths = ['62%', '48%', '74%', '40%', '55%'];

/** A row that is on its way, as high as the row that will come. */
export function SkeletonRow<T>({
  index,
  columns,
  hasSelection,
}: {
  index: number;
  columns: readonly TableColumn<T>[];
  hasSelection: boolean;
}) {
  return (
    <tr aria-hidden className={classes['row']}>
      {hasSelection && <td className={classes['select']} />}
      {columns.map((column, at) => (
        <td key={column.id} data-primary={at === 0 || undefined} data-hide={column.hideBelow}>
          <SkeletonLine width={widths[(index + at) % widths.length] ?? '60%'} height={10} />
        </td>
      ))}
    </tr>
  );
}
