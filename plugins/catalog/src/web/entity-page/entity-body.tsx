import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import type { Entity } from '@portico/catalog-model';
import { useTexts, useTranslationRef } from '@portico/frontend-plugin-api';
import { Content, Link, NotFoundState, Page } from '@portico/ui';
import { useEntityPath, useEntityPresentation } from '../../react.ts';
import { EntityHeader } from './entity-header.tsx';
import type { EntityPageParts, PageContent } from './entity-page-parts.ts';
import { entityTranslationRef } from './entity-translation.ts';
import { toHeaderTabs } from './entity-tabs.tsx';
import { findContent, groupTabs } from './group-tabs.ts';

/** The page of an entity that is there: its head, what is to be known, and the content of the present tab. */
export function EntityBody({
  entity,
  parts,
  banners,
}: {
  entity: Entity;
  parts: EntityPageParts;
  banners: ReactNode;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { '*': rest = '' } = useParams();
  const base = useEntityPath()(entity) ?? '';
  const { primaryTitle } = useEntityPresentation(entity);
  const { contents, groups } = useTabs(entity, parts);
  const current = findContent(contents, rest);
  const first = groups[0]?.contents[0];
  if (!current && rest === '' && first) return <Navigate to={toTabPath(base, first.path)} replace />;

  const header = parts.headers.find(({ isFor }) => isFor(entity));
  const layout = parts.headerLayouts.find(({ isFor }) => isFor(entity));
  const pathOf = (path: string): string => toTabPath(base, path);
  return (
    <Page title={primaryTitle}>
      {layout ? (
        <layout.Layout {...toHeaderTabs(groups, current, pathOf)} />
      ) : (
        <EntityHeader
          entity={entity}
          custom={header?.element}
          parts={parts}
          groups={groups}
          current={current}
          pathOf={pathOf}
        />
      )}
      <Content>
        {banners}
        {current ? (
          current.element
        ) : (
          <NotFoundState text={t('noTab')} action={<Link to={base}>{t('toOverview')}</Link>} />
        )}
      </Content>
    </Page>
  );
}

/** The tabs for an entity in the language of the app, in which they are also sorted. */
function useTabs(entity: Entity, parts: EntityPageParts) {
  const definitions = Object.entries(parts.groups);
  const toWords = useTexts(
    [...parts.contents, ...definitions.map(([, group]) => group)].map(({ title }) => title),
  );
  const contents = parts.contents
    .filter(content => content.isFor(entity))
    .map((content): PageContent => ({ ...content, title: toWords(content.title) }));
  const groups = groupTabs(contents, parts.groups, parts.contentOrder).map(group => ({
    ...group,
    title: group.definition ? toWords(group.definition.title) : group.id,
  }));
  return { contents, groups };
}

function toTabPath(base: string, path: string): string {
  const below = path.replaceAll(/^\/+|\/+$/g, '');
  return below === '' ? base : `${base}/${below}`;
}
