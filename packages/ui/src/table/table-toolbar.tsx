import type { ReactNode } from 'react';
import { useUiText } from '../ui-text.tsx';
import classes from './table.module.css';

/** The line above a table: how many rows there are, or how many are chosen and what can be done with them. */
export function TableToolbar({
  total,
  selected = 0,
  bulkActions,
  children,
}: {
  total?: number | undefined;
  selected?: number;
  /** Buttons that act on the chosen rows; they take the place of the others. */
  bulkActions?: ReactNode;
  /** Search fields, column menu and the like. */
  children?: ReactNode;
}) {
  const text = useUiText();
  return (
    <div className={classes['toolbar']}>
      <div className={classes['toolbarMain']}>{selected > 0 ? bulkActions : children}</div>
      <div className={classes['total']} role="status">
        {selected > 0 ? text.selected(selected) : total === undefined ? '' : text.total(total)}
      </div>
    </div>
  );
}
