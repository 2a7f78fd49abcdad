import type { ReactElement } from 'react';
import { Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import { toSafeHref } from '@portico/catalog-model';
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
    entry.onClick?.();
    if (entry.to === undefined) return;
    const href = toSafeHref(entry.to);
    if (href === undefined) void navigate(entry.to);
    else window.open(href, '_blank', 'noopener,noreferrer');
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
