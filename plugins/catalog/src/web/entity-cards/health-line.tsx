import { ANNOTATION_ORPHAN, type Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, StatusDot } from '@portico/ui';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { toEntityRef } from '../../react.ts';
import { useWhyPath } from '../entity-page/use-why-path.ts';
import { useExplanation } from '../entity-why/explanation-queries.ts';

/** Whether the catalog has something to say against an entity, leading to what. */
export function HealthLine({ entity, errors }: { entity: Entity; errors: number }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const toWhy = useWhyPath();
  // When its file cannot be read any more, the entity itself does not know.
  const { data } = useExplanation(toEntityRef(entity));
  const isStale = data?.state === 'stale';
  const isOrphan = entity.metadata.annotations?.[ANNOTATION_ORPHAN] === 'true';
  const [level, text] =
    errors > 0
      ? (['error', t('health.errors', { count: errors })] as const)
      : isOrphan
        ? (['warning', t('health.orphan')] as const)
        : isStale
          ? (['error', t('health.stale')] as const)
          : (['ok', t('health.fine')] as const);
  const dot = <StatusDot level={level}>{text}</StatusDot>;
  return toWhy === undefined ? dot : <Link to={toWhy}>{dot}</Link>;
}
