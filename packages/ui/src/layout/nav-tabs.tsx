import { lazy, Suspense, useState, type ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '../icons.ts';
import { Link } from '../link.tsx';
import type { MenuEntry } from '../menu/menu-entry.ts';
import classes from './nav-tabs.module.css';

const MenuList = lazy(() => import('../menu/menu-list.tsx'));

/** A tab that is a page of its own, or opens a menu of such. */
export interface NavTab {
  id: string;
  title: ReactNode;
  icon?: ReactNode;
  /** The user is there, or at one of its entries. */
  isCurrent: boolean;
  /** Where it leads. */
  to?: string | undefined;
  /** What the menu has, in place of leading somewhere. */
  entries?: readonly MenuEntry[] | undefined;
}

/** Tabs that lead to pages below the present one, for the `tabs` of a `Header`. Too many for the line scroll. */
export function NavTabs({
  label,
  tabs,
}: {
  /** What the tabs are of, for those who do not see it. */
  label: string;
  tabs: readonly NavTab[];
}) {
  return (
    <nav aria-label={label} className={classes['tabs']}>
      {tabs.map(tab =>
        tab.entries ? (
          <MenuTab key={tab.id} tab={tab} entries={tab.entries} />
        ) : (
          <Link
            key={tab.id}
            to={tab.to ?? ''}
            className={classes['tab']}
            aria-current={tab.isCurrent ? 'page' : undefined}
          >
            {tab.icon}
            {tab.title}
          </Link>
        ),
      )}
    </nav>
  );
}

function MenuTab({ tab, entries }: { tab: NavTab; entries: readonly MenuEntry[] }) {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <UnstyledButton
      className={classes['tab'] ?? ''}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      data-current={tab.isCurrent || undefined}
      onClick={() => setOpen(!isOpen)}
    >
      {tab.icon}
      {tab.title}
      <IconChevronDown size={12} />
    </UnstyledButton>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <MenuList target={button} entries={entries} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
