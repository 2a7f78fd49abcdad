import { UnstyledButton } from '@mantine/core';
import { Tick } from '../filters/tick.tsx';
import { IconArrowDown, IconArrowUp, IconSelector } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import type { DataTableProps, TableColumn, TableSort } from './table-types.ts';
import classes from './table.module.css';

/** The header of a table: the names of the columns, which sort where they can. */
export function TableHead<Row>({
  columns,
  rows,
  rowKey,
  sort,
  onSortChange,
  selection,
}: DataTableProps<Row>) {
  const text = useUiText();
  const chosen = selection ? rows.filter(row => selection.selected.has(rowKey(row))).length : 0;
  const areAllChosen = rows.length > 0 && chosen === rows.length;
  return (
    <thead>
      <tr>
        {selection && (
          <th className={classes['select']} scope="col">
            <Tick
              isChecked={areAllChosen}
              isPartial={chosen > 0 && !areAllChosen}
              label={text.selectAll}
              onToggle={() => selection.onChange(new Set(areAllChosen ? [] : rows.map(rowKey)))}
            />
          </th>
        )}
        {columns.map(column => (
          <th
            key={column.id}
            scope="col"
            style={{ width: column.width }}
            data-hide={column.hideBelow}
            data-align={column.align}
            aria-sort={ariaSort(column, sort)}
          >
            {column.isSortable && onSortChange ? (
              <SortButton column={column} sort={sort} onSortChange={onSortChange} />
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function SortButton<Row>({
  column,
  sort,
  onSortChange,
}: {
  column: TableColumn<Row>;
  sort: TableSort | undefined;
  onSortChange(sort: TableSort): void;
}) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const Mark = direction === 'asc' ? IconArrowUp : direction === 'desc' ? IconArrowDown : IconSelector;
  return (
    <UnstyledButton
      className={classes['sort']}
      data-active={direction !== undefined || undefined}
      onClick={() => onSortChange({ column: column.id, direction: direction === 'asc' ? 'desc' : 'asc' })}
    >
      {column.title}
      <Mark size={12} />
    </UnstyledButton>
  );
}

function ariaSort<Row>(
  column: TableColumn<Row>,
  sort: TableSort | undefined,
): 'ascending' | 'descending' | undefined {
  if (sort?.column !== column.id) return undefined;
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}
