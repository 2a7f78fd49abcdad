import type { ReactNode } from 'react';
import { ANNOTATION_EDIT_URL, toSafeHref, type Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EntityRefList, relatedRefs, titleOf, useEntity } from '@portico/plugin-catalog/react';
import { Card, FactList, Link, PersonAvatar, type Fact } from '@portico/ui';
import { orgTranslationRef } from '../org-translation.ts';
import { profileOf } from '../model/profile.ts';
import classes from './cards.module.css';

/** What the profile cards can be told in the configuration. */
export interface ProfileCardProps {
  /** So many groups are shown before there is more to open; five unless given. */
  maxRelations?: number | undefined;
  hideIcons?: boolean | undefined;
}

/** Who a group is, and where it belongs. */
export function GroupProfileCard({ maxRelations = 5, hideIcons = false }: ProfileCardProps) {
  const { t } = useTranslationRef(orgTranslationRef);
  const { entity } = useEntity();
  const refs = (label: string, relation: string): Fact[] => {
    const found = relatedRefs(entity, { type: relation, kind: 'group' });
    return found.length === 0
      ? []
      : [{ label, value: <EntityRefList entityRefs={found} limit={maxRelations} hideIcons={hideIcons} /> }];
  };
  return (
    <Profile entity={entity} facts={[...refs(t('parent'), 'childOf'), ...refs(t('children'), 'parentOf')]} />
  );
}

/** Who a person is, and which groups they are in. */
export function UserProfileCard({ maxRelations = 5, hideIcons = false }: ProfileCardProps) {
  const { t } = useTranslationRef(orgTranslationRef);
  const { entity } = useEntity();
  const groups = relatedRefs(entity, { type: 'memberOf', kind: 'group' });
  const value =
    groups.length === 0 ? (
      <span className={classes['hint']}>{t('noGroups')}</span>
    ) : (
      <EntityRefList entityRefs={groups} limit={maxRelations} hideIcons={hideIcons} />
    );
  return <Profile entity={entity} facts={[{ label: t('memberOf'), value }]} />;
}

function Profile({ entity, facts }: { entity: Entity; facts: Fact[] }) {
  const { t } = useTranslationRef(orgTranslationRef);
  const { email, picture } = profileOf(entity);
  const edit = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
  const links = entity.metadata.links ?? [];
  const contact: Fact[] =
    email === undefined ? [] : [{ label: t('email'), value: <Link to={`mailto:${email}`}>{email}</Link> }];
  const more: Fact[] =
    links.length === 0
      ? []
      : [
          {
            label: t('links'),
            value: (
              <span className={classes['links']}>
                {links.map(({ url, title }): ReactNode => (
                  <Link key={url} to={url}>
                    {title ?? url}
                  </Link>
                ))}
              </span>
            ),
          },
        ];
  return (
    <Card
      title={t('profile')}
      actions={edit !== undefined && toSafeHref(edit) !== undefined && <Link to={edit}>{t('edit')}</Link>}
    >
      <div className={classes['profile']}>
        <PersonAvatar name={titleOf(entity)} picture={picture} size={48} />
        <div className={classes['name']} dir="auto">
          {titleOf(entity)}
        </div>
      </div>
      <FactList facts={[...contact, ...facts, ...more]} />
    </Card>
  );
}
