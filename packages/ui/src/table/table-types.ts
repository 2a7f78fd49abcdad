import type { ReactNode } from 'react';

/** A column of a {@link DataTable}. */
export interface TableColumn<Row> {
  id: string;
  /** The words in the header. */
  title: string;
  render(row: Row): ReactNode;
  /** The header sorts by this column. */
  isSortable?: boolean | undefined;
  /** A CSS width; columns without one share what is left. */
  width?: string | undefined;
  align?: 'start' | 'end' | undefined;
  /** Leaves the column out where the table is narrower than 720 or 960 pixels. */
  hideBelow?: 'medium' | 'wide' | undefined;
}

/** What a table is sorted by. */
export interface TableSort {
  column: string;
  direction: 'asc' | 'desc';
}

/** Which rows are chosen. */
export interface TableSelection<Row> {
  /** The keys of the chosen rows. */
  selected: ReadonlySet<string>;
  onChange(selected: Set<string>): void;
  /** The name of a row, for those who do not see it. */
  nameOf(row: Row): string;
}

/** What {@link DataTable} takes. */
export interface DataTableProps<Row> {
  /** What the table holds, for those who do not see it. */
  label: string;
  /** The first column names the row: its link leads on from anywhere in the row. */
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** How many rows there are on the server. */
  total?: number | undefined;
  sort?: TableSort | undefined;
  onSortChange?: ((sort: TableSort) => void) | undefined;
  selection?: TableSelection<Row> | undefined;
  /** The first rows are on their way: lines stand in for them. */
  isLoading?: boolean | undefined;
  /** There are more rows on the server, which are asked for when the end comes near. */
  hasMore?: boolean | undefined;
  onLoadMore?: (() => void) | undefined;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
}
