import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';

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
  const toggle = (id: string) =>
    onChange(hidden.includes(id) ? hidden.filter(other => other !== id) : [...hidden, id]);
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon aria-label={text.columns} title={text.columns}>
          <IconColumns />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.slice(1).map(({ id, title }) => (
            <Checkbox key={id} label={title} checked={!hidden.includes(id)} onChange={() => toggle(id)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
