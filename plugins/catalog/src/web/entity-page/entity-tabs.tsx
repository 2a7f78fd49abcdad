import type { ReactElement } from 'react';
import { AppIcon, useTranslationRef } from '@portico/frontend-plugin-api';
import { NavTabs, type NavTab } from '@portico/ui';
import type { EntityHeaderLayoutProps } from '../../react/entity-header-layout-blueprint.tsx';
import type { EntityPageParts, PageContent } from './entity-page-parts.ts';
import { entityTranslationRef } from './entity-translation.ts';
import { defaultTabGroups, type TabGroup } from './group-tabs.ts';

/** What the tabs are made of. */
export interface EntityTabsProps {
  parts: Pick<EntityPageParts, 'hasDefaultGroups' | 'showIcons'>;
  groups: readonly TabGroup<PageContent>[];
  current: PageContent | undefined;
  pathOf: (path: string) => string;
}

/** The tabs of the page; a group with several contents is a menu. */
export function EntityTabs({ parts, groups, current, pathOf }: EntityTabsProps) {
  const { t } = useTranslationRef(entityTranslationRef);
  const titles = useOwnTitles();
  const iconOf = (icon: string | ReactElement | undefined) =>
    parts.showIcons && icon !== undefined ? toIcon(icon) : undefined;
  const toTab = ({ id, definition, contents }: TabGroup<PageContent>): NavTab => {
    const [only, ...others] = contents;
    const isCurrent = current !== undefined && contents.includes(current);
    if (only && others.length === 0) {
      const icon = iconOf(only.icon ?? definition?.icon);
      return { id, title: titles(only.title), icon, isCurrent, to: pathOf(only.path) };
    }
    const title = definition?.title ?? id;
    const isKnown = parts.hasDefaultGroups && Object.hasOwn(defaultTabGroups, id);
    return {
      id,
      title: isKnown ? titles(title) : title,
      icon: iconOf(definition?.icon),
      isCurrent,
      entries: contents.map(content => ({
        id: content.path,
        label: titles(content.title),
        icon: iconOf(content.icon),
        to: pathOf(content.path),
      })),
    };
  };
  return <NavTabs label={t('tabs')} tabs={groups.map(toTab)} />;
}

/** The tabs as heads of one's own get them. */
export function toHeaderTabs(
  groups: readonly TabGroup<PageContent>[],
  current: PageContent | undefined,
  pathOf: (path: string) => string,
): EntityHeaderLayoutProps {
  const toTab = ({ path, title }: PageContent) => ({ id: path, label: title, href: pathOf(path) });
  return {
    tabs: groups.map(({ id, definition, contents }) => {
      const [only, ...others] = contents;
      return only && others.length === 0
        ? toTab(only)
        : { id, label: definition?.title ?? id, items: contents.map(toTab) };
    }),
    ...(current && { activeTabId: current.path }),
  };
}

/** Translates the titles that every portal has; those of plugins and of the configuration stay as they are. */
function useOwnTitles(): (title: string) => string {
  const { t } = useTranslationRef(entityTranslationRef);
  const own: Record<string, string> = {
    Overview: t('tab.overview'),
    Why: t('tab.why'),
    Documentation: t('tab.documentation'),
    Development: t('tab.development'),
    Deployment: t('tab.deployment'),
    Operation: t('tab.operation'),
    Observability: t('tab.observability'),
  };
  return title => (Object.hasOwn(own, title) ? own[title] : undefined) ?? title;
}

function toIcon(icon: string | ReactElement): ReactElement {
  return typeof icon === 'string' ? <AppIcon name={icon} /> : icon;
}
