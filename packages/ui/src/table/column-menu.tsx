import { lazy, Suspense, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconColumns } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';

const ColumnChoice = lazy(() => import('./column-choice.tsx'));

/** Chooses which columns are shown. The first one always is. */
export function ColumnMenu({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly { id: string; title: string }[];
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
