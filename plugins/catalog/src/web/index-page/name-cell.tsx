import type { Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconAlertTriangle, IconHistory, IconUnlink } from '@portico/ui/icons';
import { countErrors } from '../../react/count-errors.ts';
import { titleOf } from '../../react/entity-names.ts';
import { CatalogEntityLink } from '../../react/entity-ref-link.tsx';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { describePlace } from '../entity-why/source-place.ts';
import classes from './index-page.module.css';
import { useUnreadSource } from './use-unread-sources.ts';

/** The name of an entity, and marks for what is wrong with it. */
export function NameCell({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const errors = countErrors(entity);
  const isOrphan = entity.metadata.annotations?.['backstage.io/orphan'] === 'true';
  const source = useUnreadSource(entity);
  const staleText =
    source && t('mark.stale', { place: describePlace(source.place).label, reason: source.reason });
  return (
    <span className={classes['name']}>
      <CatalogEntityLink entity={entity} disableTooltip />
      {toName(titleOf(entity)) !== toName(entity.metadata.name) && (
        <span className={classes['id']} dir="auto">
          {entity.metadata.name}
        </span>
      )}
      {errors > 0 && (
        <span className={classes['error']} title={t('mark.errors', { count: errors })}>
          <IconAlertTriangle size={14} label={t('mark.errors', { count: errors })} />
        </span>
      )}
      {isOrphan && (
        <span className={classes['orphan']} title={t('mark.orphan')}>
          <IconUnlink size={14} label={t('mark.orphan')} />
        </span>
      )}
      {staleText !== undefined && (
        <span className={classes['stale']} title={staleText}>
          <IconHistory size={14} label={staleText} />
        </span>
      )}
    </span>
  );
}

/** "Booking service" says as much as `booking-service`. */
function toName(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
