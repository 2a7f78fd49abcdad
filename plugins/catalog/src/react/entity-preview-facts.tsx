import type { Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { FactList, LoadingState, StatusDot, type Fact } from '@portico/ui';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';
import { countErrors } from './count-errors.ts';
import classes from './entity-links.module.css';
import { shortName, specText, titleOf } from './entity-names.ts';
import { useEntitySummary } from './entity-queries.ts';

/** What the small window at a link says: what it is, who owns it, whether it is well; or why there is nothing. */
export function EntityPreviewFacts({ entityRef, entity }: { entityRef: string; entity: Entity | undefined }) {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { data } = useEntitySummary(entityRef, { isNeeded: entity === undefined });
  const shown = entity ?? data;
  if (shown === undefined) return <LoadingState lines={3} />;
  if (shown === null) return <p className={classes['previewText']}>{t('missing', { ref: entityRef })}</p>;
  const { description } = shown.metadata;
  return (
    <>
      <div className={classes['previewTitle']} dir="auto">
        {titleOf(shown)}
      </div>
      {description && (
        <p className={classes['previewText']} dir="auto">
          {description}
        </p>
      )}
      <Facts entity={shown} />
    </>
  );
}

function Facts({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const owners = ownerRefs(entity);
  const errors = countErrors(entity);
  const facts: Fact[] = [
    ...(owners.length > 0
      ? [
          {
            label: t('owner'),
            value: owners.map(ref => (
              <div key={ref}>{isRef(ref) ? <OwnerTitle entityRef={ref} /> : ref}</div>
            )),
          },
        ]
      : []),
    ...(['type', 'lifecycle'] as const).flatMap(key => {
      const value = specText(entity, key);
      return value === undefined ? [] : [{ label: t(key), value }];
    }),
    {
      label: t('state'),
      value: (
        <StatusDot level={errors > 0 ? 'error' : 'ok'}>
          {errors > 0 ? t('withErrors', { count: errors }) : t('fine')}
        </StatusDot>
      ),
    },
  ];
  return <FactList facts={facts} />;
}

/** The owner as its own page calls it, as soon as that is known. */
function OwnerTitle({ entityRef }: { entityRef: string }) {
  const { data } = useEntitySummary(entityRef);
  return data ? titleOf(data) : shortName(entityRef);
}

function ownerRefs(entity: Entity): string[] {
  const owners = (entity.relations ?? []).filter(({ type }) => type === 'ownedBy');
  if (owners.length > 0) return owners.map(({ targetRef }) => targetRef);
  const owner = specText(entity, 'owner');
  return owner === undefined ? [] : [owner];
}

function isRef(text: string): boolean {
  return /^[^:/\s]+:[^\s]/.test(text);
}
