import { ANNOTATION_ORPHAN, type Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, StatusDot } from '@portico/ui';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { useWhyPath } from '../entity-page/use-why-path.ts';

/** Whether the catalog has something to say against an entity, leading to what. */
export function HealthLine({ entity, errors }: { entity: Entity; errors: number }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const toWhy = useWhyPath();
  const isOrphan = entity.metadata.annotations?.[ANNOTATION_ORPHAN] === 'true';
  const [level, text] =
    errors > 0
      ? (['error', t('health.errors', { count: errors })] as const)
      : isOrphan
        ? (['warning', t('health.orphan')] as const)
        : (['ok', t('health.fine')] as const);
  const dot = <StatusDot level={level}>{text}</StatusDot>;
  return toWhy === undefined ? dot : <Link to={toWhy}>{dot}</Link>;
}
