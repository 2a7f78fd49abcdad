import type { ReactElement } from 'react';
import { Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import classes from './menu.module.css';
import type { MenuEntry } from './menu-entry.ts';

/** The open menu, at the button that opened it. */
export default function MenuList({
  target,
  entries,
  onClose,
}: {
  target: ReactElement;
  entries: readonly MenuEntry[];
  onClose(): void;
}) {
  const navigate = useNavigate();
  const choose = (entry: MenuEntry): void => {
    if (entry.to !== undefined) void navigate(entry.to);
    entry.onClick?.();
  };
  return (
    <Menu opened onChange={isOpen => !isOpen && onClose()} position="bottom-end" width={260}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {entries.map(entry => (
          <Menu.Item
            key={entry.id}
            leftSection={entry.icon}
            disabled={entry.isDisabled ?? false}
            className={entry.isDanger ? (classes['danger'] ?? '') : ''}
            onClick={() => choose(entry)}
          >
            {entry.label}
            {entry.description !== undefined && (
              <div className={classes['description']}>{entry.description}</div>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
