import { useQuery } from '@tanstack/react-query';
import { discoveryApiRef, fetchApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { ResponseError } from '@portico/errors';
import {
  describeError,
  Dialog,
  EmptyState,
  ErrorState,
  ForbiddenState,
  KindIcon,
  Link,
  LoadingState,
} from '@portico/ui';
import { IconCircleCheck } from '@portico/ui/icons';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { useEntityPath } from '../../react/use-entity-presentation.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './index-page.module.css';

const mostListed = 200;
// Messages may quote a whole document.
const longestReason = 300;

/** What the catalog answers about an entity that it could not process, as far as it is shown. */
interface FailedEntity {
  entity_ref: string;
  /** The last good version; with one, the entity is in the catalog. */
  processed_entity: unknown;
  unprocessed_entity: { kind?: string; spec?: { target?: unknown } };
  errors: { message?: string }[];
}

/** Lists what is declared and has never got into the catalog, with the reason; each entry leads to the whole explanation. */
export default function NotInCatalogDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { data, error, isPending, refetch } = useFailed();
  return (
    <Dialog title={t('notIn.title')} size="lg" onClose={onClose}>
      {isPending && <LoadingState lines={4} />}
      {error && describeError(error).status === 403 ? (
        <ForbiddenState permission="catalog.entities.unprocessed.read" />
      ) : (
        error && <ErrorState error={error} onRetry={() => void refetch()} />
      )}
      {data?.length === 0 && <EmptyState icon={IconCircleCheck} title={t('notIn.none')} />}
      {data && data.length > 0 && (
        <>
          <p className={classes['notInHint']}>{t('notIn.hint')}</p>
          <ul className={classes['failed']}>
            {data.slice(0, mostListed).map(entity => (
              <FailedItem key={entity.entity_ref} entity={entity} onLeave={onClose} />
            ))}
          </ul>
          {data.length > mostListed && t('unregister.more', { count: data.length - mostListed })}
        </>
      )}
    </Dialog>
  );
}

function useFailed() {
  const discovery = useApi(discoveryApiRef);
  const { fetch } = useApi(fetchApiRef);
  return useQuery({
    queryKey: [...catalogQueryKey, 'failed'],
    queryFn: async ({ signal }) => {
      const url = `${await discovery.getBaseUrl('catalog')}/entities/unprocessed/failed`;
      const response = await fetch(url, { signal });
      if (!response.ok) throw await ResponseError.fromResponse(response);
      const { entities } = (await response.json()) as { entities: FailedEntity[] };
      return entities.filter(({ processed_entity: lastGood }) => lastGood === null);
    },
    gcTime: 0,
  });
}

function FailedItem({ entity, onLeave }: { entity: FailedEntity; onLeave(): void }) {
  const toPath = useEntityPath();
  const { entity_ref: ref, unprocessed_entity: declared, errors } = entity;
  const path = toPath(ref);
  // The name of a location is a hash of its target.
  const target = declared.spec?.target;
  const name = typeof target === 'string' ? target : ref;
  return (
    <li>
      <KindIcon kind={ref.slice(0, ref.indexOf(':'))} size={14} />
      <div>
        {path === undefined ? (
          name
        ) : (
          <Link to={path} onClick={onLeave}>
            {name}
          </Link>
        )}
        <p>{errors[0]?.message?.slice(0, longestReason)}</p>
      </div>
    </li>
  );
}
