import { lazy, Suspense, useState, type ReactNode } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import type { MenuEntry } from './menu-entry.ts';

const MenuList = lazy(() => import('./menu-list.tsx'));

/**
 * A button that opens a menu. The menu itself is loaded when it is first
 * opened, so that a page with many menus costs no more than its buttons.
 */
export function MenuButton({
  label,
  icon,
  isIconOnly = false,
  isDisabled = false,
  entries,
}: {
  label: string;
  icon?: ReactNode;
  /** Shows the icon alone; the label is for those who do not see it. */
  isIconOnly?: boolean;
  isDisabled?: boolean;
  entries: readonly MenuEntry[];
}) {
  const [isOpen, setOpen] = useState(false);
  const common = {
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    disabled: isDisabled,
    onClick: () => setOpen(!isOpen),
  } as const;
  const button = isIconOnly ? (
    <ActionIcon aria-label={label} title={label} {...common}>
      {icon}
    </ActionIcon>
  ) : (
    <Button variant="default" leftSection={icon} {...common}>
      {label}
    </Button>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <MenuList target={button} entries={entries} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
