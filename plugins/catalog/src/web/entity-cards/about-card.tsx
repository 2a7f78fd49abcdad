import type { Entity } from '@portico/catalog-model';
import { ANNOTATION_EDIT_URL } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, FactList, Link, Markdown, Tag, type Fact } from '@portico/ui';
import {
  countErrors,
  EntityRefList,
  relatedRefs,
  specText,
  useEntity,
  type EntityIconLinkProps,
} from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { OwnerLink } from '../entity-page/owner-link.tsx';
import type { Filtered } from '../entity-page/entity-page-parts.ts';
import { annotationUrl } from './annotation-url.ts';
import classes from './cards.module.css';
import { Clamped } from './clamped.tsx';
import { HealthLine } from './health-line.tsx';
import { IconLinks } from './icon-links.tsx';
import { MissingField } from './missing-field.tsx';

const mostOwners = 3;

/** An icon link that is for some entities only. */
export interface AboutIconLink extends Filtered {
  /** The id of its extension. */
  id: string;
  useProps: () => EntityIconLinkProps;
}

/** What the entity is, whose it is, whether it is well, what it belongs to, and where its code is. */
export function AboutCard({ links }: { links: readonly AboutIconLink[] }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const { description } = entity.metadata;
  const editUrl = annotationUrl(entity, ANNOTATION_EDIT_URL);
  const shown = links.filter(link => link.isFor(entity));
  return (
    <Card
      title={t('about.title')}
      actions={editUrl !== undefined && <Link to={editUrl}>{t('about.edit')}</Link>}
    >
      <div className={classes['about']}>
        <div className={classes['description']} dir="auto">
          {description ? (
            <Clamped>
              <Markdown text={description} />
            </Clamped>
          ) : (
            <MissingField field="metadata.description" />
          )}
        </div>
        <IconLinks key={shown.map(({ id }) => id).join(' ')} links={shown} />
        <FactList facts={useFacts(entity)} />
      </div>
    </Card>
  );
}

function useFacts(entity: Entity): Fact[] {
  const { t } = useTranslationRef(entityTranslationRef);
  const { tags = [], namespace = 'default' } = entity.metadata;
  const owners = relatedRefs(entity, { type: 'ownedBy' });
  const refs = (label: string, kind: string, type = 'partOf'): Fact[] => {
    const found = relatedRefs(entity, { type, kind });
    return found.length === 0 ? [] : [{ label, value: <EntityRefList entityRefs={found} /> }];
  };
  const text = (label: string, value: string | undefined): Fact[] =>
    value === undefined ? [] : [{ label, value: <span dir="auto">{value}</span> }];
  return [
    { label: t('about.owner'), value: <Owners owners={owners} entity={entity} /> },
    { label: t('about.health'), value: <HealthLine entity={entity} errors={countErrors(entity)} /> },
    ...refs(t('about.domain'), 'domain'),
    ...refs(t('about.system'), 'system'),
    ...refs(t('about.partOf'), 'component'),
    ...text(t('about.type'), specText(entity, 'type')),
    ...text(t('about.lifecycle'), specText(entity, 'lifecycle')),
    ...(namespace.toLowerCase() === 'default' ? [] : text(t('about.namespace'), namespace)),
    ...(tags.length === 0
      ? []
      : [
          {
            label: t('about.tags'),
            value: (
              <span className={classes['tags']}>
                {tags.map(tag => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            ),
          },
        ]),
  ];
}

function Owners({ owners, entity }: { owners: readonly string[]; entity: Entity }) {
  const canBeOwned = !['user', 'group', 'location'].includes(entity.kind.toLowerCase());
  if (owners.length === 0) return canBeOwned ? <MissingField field="spec.owner" isShort /> : '–';
  if (owners.length > mostOwners) return <EntityRefList entityRefs={owners} limit={mostOwners} />;
  return (
    <span className={classes['owners']}>
      {owners.map(owner => (
        <OwnerLink key={owner} entityRef={owner} />
      ))}
    </span>
  );
}
