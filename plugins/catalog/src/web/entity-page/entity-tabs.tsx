import type { ReactElement } from 'react';
import { AppIcon, useTranslationRef } from '@portico/frontend-plugin-api';
import { NavTabs, type NavTab } from '@portico/ui';
import type { EntityHeaderLayoutProps } from '../../react/entity-header-layout-blueprint.tsx';
import type { EntityPageParts, PageContent } from './entity-page-parts.ts';
import { entityTranslationRef } from './entity-translation.ts';
import type { TabGroup } from './group-tabs.ts';

/** A group of tabs whose title is in the language of the app. */
export interface TitledGroup extends TabGroup<PageContent> {
  title: string;
}

/** What the tabs are made of. */
export interface EntityTabsProps {
  parts: Pick<EntityPageParts, 'showIcons'>;
  groups: readonly TitledGroup[];
  current: PageContent | undefined;
  pathOf: (path: string) => string;
}

/** The tabs of the page; a group with several contents is a menu. */
export function EntityTabs({ parts, groups, current, pathOf }: EntityTabsProps) {
  const { t } = useTranslationRef(entityTranslationRef);
  const iconOf = (icon: string | ReactElement | undefined) =>
    parts.showIcons && icon !== undefined ? toIcon(icon) : undefined;
  const toTab = ({ id, title, definition, contents }: TitledGroup): NavTab => {
    const [only, ...others] = contents;
    const isCurrent = current !== undefined && contents.includes(current);
    if (only && others.length === 0) {
      const icon = iconOf(only.icon ?? definition?.icon);
      return { id, title: only.title, icon, isCurrent, to: pathOf(only.path) };
    }
    return {
      id,
      title,
      icon: iconOf(definition?.icon),
      isCurrent,
      entries: contents.map(content => ({
        id: content.path,
        label: content.title,
        icon: iconOf(content.icon),
        to: pathOf(content.path),
      })),
    };
  };
  return <NavTabs label={t('tabs')} tabs={groups.map(toTab)} />;
}

/** The tabs as heads of one's own get them. */
export function toHeaderTabs(
  groups: readonly TitledGroup[],
  current: PageContent | undefined,
  pathOf: (path: string) => string,
): EntityHeaderLayoutProps {
  const toTab = ({ path, title }: PageContent) => ({ id: path, label: title, href: pathOf(path) });
  return {
    tabs: groups.map(({ id, title, contents }) => {
      const [only, ...others] = contents;
      return only && others.length === 0 ? toTab(only) : { id, label: title, items: contents.map(toTab) };
    }),
    ...(current && { activeTabId: current.path }),
  };
}

function toIcon(icon: string | ReactElement): ReactElement {
  return typeof icon === 'string' ? <AppIcon name={icon} /> : icon;
}
