import { isValidElement } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { MenuButton, type MenuEntry } from '@portico/ui';
import { IconDots } from '@portico/ui/icons';
import type { EntityContextMenuItemProps } from '../../react.ts';
import type { PageMenuItem } from './entity-page-parts.ts';
import { entityTranslationRef } from './entity-translation.ts';

/** What can be done with an entity. The items must be the same at each render: give other ones another key. */
export function EntityMenu({ items, title }: { items: readonly PageMenuItem[]; title: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const entries = useEntries(items);
  if (entries.length === 0) return null;
  return <MenuButton isIconOnly icon={<IconDots />} label={t('menu', { title })} entries={entries} />;
}

function useEntries(items: readonly PageMenuItem[]): MenuEntry[] {
  return items.map(({ id, icon, useProps }) => {
    const props: EntityContextMenuItemProps = useProps();
    const { title, onClick, disabled = false } = props;
    return {
      id,
      label: title,
      icon: isValidElement(icon) ? icon : undefined,
      isDisabled: disabled,
      ...('href' in props && { to: props.href }),
      ...(onClick && { onClick: () => void onClick() }),
    };
  });
}
