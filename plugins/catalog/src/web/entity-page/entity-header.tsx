import type { JSX } from 'react';
import { Button } from '@mantine/core';
import type { Entity } from '@portico/catalog-model';
import { toSafeHref } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Header, KindIcon, Tag } from '@portico/ui';
import {
  EntityRefList,
  relatedRefs,
  specText,
  StarButton,
  toEntityRef,
  useEntityPresentation,
  useKindName,
} from '../../react.ts';
import { EntityMenu } from './entity-menu.tsx';
import classes from './entity-page.module.css';
import type { EntityPageParts } from './entity-page-parts.ts';
import { EntityTabs, type EntityTabsProps } from './entity-tabs.tsx';
import { entityTranslationRef } from './entity-translation.ts';
import { OwnerLink } from './owner-link.tsx';
import { useEntityTrail } from './use-entity-trail.ts';

const mostOwners = 2;
const mostLinks = 2;

/** The head of the page: where the entity belongs, what it is, whose it is, what can be done with it. */
export function EntityHeader({
  entity,
  custom,
  ...tabs
}: { entity: Entity; custom: JSX.Element | undefined; parts: EntityPageParts } & EntityTabsProps) {
  const { primaryTitle } = useEntityPresentation(entity);
  const trail = useEntityTrail(entity, primaryTitle);
  const tabBar = <EntityTabs {...tabs} />;
  if (custom) {
    return (
      <>
        {custom}
        <div className={classes['customTabs']}>{tabBar}</div>
      </>
    );
  }
  const menuItems = tabs.parts.menuItems.filter(item => item.isFor(entity));
  const ref = toEntityRef(entity);
  const isNamed = primaryTitle.toLowerCase() === entity.metadata.name.toLowerCase();
  return (
    <Header
      breadcrumbs={trail}
      icon={<KindIcon kind={entity.kind} size={20} isTile />}
      title={<span title={primaryTitle}>{primaryTitle}</span>}
      subtitle={isNamed ? undefined : <code className={classes['ref']}>{ref}</code>}
      meta={<EntityMeta entity={entity} />}
      actions={
        <>
          <PrimaryLinks entity={entity} />
          <StarButton entity={entity} />
          <EntityMenu key={menuItems.map(({ id }) => id).join(' ')} items={menuItems} title={primaryTitle} />
        </>
      }
      tabs={tabBar}
    />
  );
}

function EntityMeta({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const kindName = useKindName();
  const owners = relatedRefs(entity, { type: 'ownedBy' });
  const type = specText(entity, 'type');
  const lifecycle = specText(entity, 'lifecycle');
  return (
    <>
      <span>{kindName(entity.kind)}</span>
      {type !== undefined && <Tag>{type}</Tag>}
      {lifecycle !== undefined && <Tag level={levelOf(lifecycle)}>{lifecycle}</Tag>}
      {owners.length > 0 && (
        <span className={classes['owner']}>
          {t('ownedBy')}
          {owners.length > mostOwners ? (
            <EntityRefList entityRefs={owners} limit={mostOwners} />
          ) : (
            owners.map(owner => <OwnerLink key={owner} entityRef={owner} />)
          )}
        </span>
      )}
    </>
  );
}

/** The first links of an entity, which its owners thought the most important. */
function PrimaryLinks({ entity }: { entity: Entity }) {
  const links = (entity.metadata.links ?? []).flatMap(({ url, title }) => {
    const href = typeof url === 'string' && /^https?:/i.test(url) ? toSafeHref(url) : undefined;
    return href !== undefined && title ? [{ href, title }] : [];
  });
  return links.slice(0, mostLinks).map(({ href, title }) => (
    <Button
      key={`${href} ${title}`}
      component="a"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      variant="default"
      className={classes['primaryLink'] ?? ''}
    >
      <span className={classes['primaryLinkTitle']}>{title}</span>
    </Button>
  ));
}

function levelOf(lifecycle: string): 'ok' | 'warning' | undefined {
  if (lifecycle === 'production') return 'ok';
  return lifecycle === 'deprecated' ? 'warning' : undefined;
}
