import type { ReactElement } from 'react';
import { Checkbox, Popover, Stack } from '@mantine/core';
import { useUiText } from '../ui-text.tsx';
import type { ChosenColumn } from './column-menu.tsx';

/** The open list of columns, at the button that opened it. */
export default function ColumnChoice({
  target,
  columns,
  hidden,
  onChange,
  onClose,
}: {
  target: ReactElement;
  columns: readonly ChosenColumn[];
  hidden: readonly string[];
  onChange(hidden: string[]): void;
  onClose(): void;
}) {
  const text = useUiText();
  const toggle = (id: string) =>
    onChange(hidden.includes(id) ? hidden.filter(other => other !== id) : [...hidden, id]);
  return (
    <Popover opened onChange={isOpen => !isOpen && onClose()} position="bottom-end" withinPortal trapFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.slice(1).map(({ id, title, hideBelow }) => (
            <Checkbox
              key={id}
              label={title}
              description={hideBelow === 'wide' ? text.whereRoom : undefined}
              checked={!hidden.includes(id)}
              onChange={() => toggle(id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
