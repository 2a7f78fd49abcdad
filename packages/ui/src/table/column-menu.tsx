import { lazy, Suspense, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconColumns } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import type { TableColumn } from './table-types.ts';

const ColumnChoice = lazy(() => import('./column-choice.tsx'));

/** A column as it is chosen. */
export type ChosenColumn = Pick<TableColumn<unknown>, 'id' | 'title' | 'hideBelow'>;

/** Chooses which columns are shown. The first one always is. */
export function ColumnMenu({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly ChosenColumn[];
  /** The ids of the columns that are not shown. */
  hidden: readonly string[];
  onChange(hidden: string[]): void;
}) {
  const text = useUiText();
  const [isOpen, setOpen] = useState(false);
  const button = (
    <ActionIcon
      aria-label={text.columns}
      title={text.columns}
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <IconColumns />
    </ActionIcon>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <ColumnChoice
        target={button}
        columns={columns}
        hidden={hidden}
        onChange={onChange}
        onClose={() => setOpen(false)}
      />
    </Suspense>
  );
}
