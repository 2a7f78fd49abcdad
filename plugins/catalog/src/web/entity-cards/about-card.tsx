import type { Entity } from '@portico/catalog-model';
import { ANNOTATION_EDIT_URL } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, FactList, Link, Markdown, Tag, type Fact } from '@portico/ui';
import { countErrors, EntityRefList, relatedRefs, specText, useEntity } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { OwnerLink } from '../entity-page/owner-link.tsx';
import { PlaceLink } from '../entity-why/fault-list.tsx';
import { describePlace } from '../entity-why/source-place.ts';
import { annotationUrl } from './annotation-url.ts';
import classes from './cards.module.css';
import { Clamped } from './clamped.tsx';
import { HealthLine } from './health-line.tsx';
import { IconLinks, type AboutIconLink } from './icon-links.tsx';
import { MissingField } from './missing-field.tsx';

const mostOwners = 3;

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
        {(description || isDescribed(entity)) && (
          <div className={classes['description']} dir="auto">
            {description ? (
              <Clamped>
                <Markdown text={description} />
              </Clamped>
            ) : (
              <MissingField field="metadata.description" />
            )}
          </div>
        )}
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
    ...(owners.length > 0 || isOwned(entity)
      ? [{ label: t('about.owner'), value: <Owners owners={owners} /> }]
      : []),
    { label: t('about.health'), value: <HealthLine entity={entity} errors={countErrors(entity)} /> },
    ...refs(t('about.domain'), 'domain'),
    ...refs(t('about.system'), 'system'),
    ...refs(t('about.partOf'), 'component'),
    ...(hasTargets(entity) ? [{ label: t('about.targets'), value: <Targets entity={entity} /> }] : []),
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

function Owners({ owners }: { owners: readonly string[] }) {
  if (owners.length === 0) return <MissingField field="spec.owner" isShort />;
  if (owners.length > mostOwners) return <EntityRefList entityRefs={owners} limit={mostOwners} />;
  return (
    <span className={classes['owners']}>
      {owners.map(owner => (
        <OwnerLink key={owner} entityRef={owner} />
      ))}
    </span>
  );
}

/** The places that an entity has others read from. */
function Targets({ entity }: { entity: Entity }) {
  const { target, targets } = entity.spec ?? {};
  const all = [target, ...(Array.isArray(targets) ? targets : [])].filter(item => typeof item === 'string');
  return (
    <span className={classes['tags']}>
      {all.map(item => (
        <PlaceLink key={item} place={describePlace(item)} />
      ))}
    </span>
  );
}

function hasTargets({ spec = {} }: Entity): boolean {
  return typeof spec['target'] === 'string' || Array.isArray(spec['targets']);
}

/** People and groups own, locations are nobody's. */
function isOwned({ kind }: Entity): boolean {
  return !['user', 'group', 'location'].includes(kind.toLowerCase());
}

/** A person needs no description, nor does what was only registered. */
function isDescribed({ kind }: Entity): boolean {
  return !['user', 'location'].includes(kind.toLowerCase());
}
