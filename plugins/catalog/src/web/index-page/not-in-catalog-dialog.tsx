import { useQuery } from '@tanstack/react-query';
import { discoveryApiRef, fetchApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { ResponseError } from '@portico/errors';
import type { ClientOutput } from '@portico/http-api';
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
import type { CatalogHttpApi } from '../../api.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { useEntityPath } from '../../react/use-entity-presentation.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './index-page.module.css';

// Messages may quote a whole document.
const longestReason = 300;

type AbsentPage = ClientOutput<CatalogHttpApi['endpoints']['listAbsentEntities']>;

/** Lists what is declared and has never got into the catalog, with the reason; each entry leads to the whole explanation. */
export default function NotInCatalogDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { data, error, isPending, refetch } = useAbsent();
  const rest = data ? data.totalItems - data.items.length : 0;
  return (
    <Dialog title={t('notIn.title')} size="lg" onClose={onClose}>
      {isPending && <LoadingState lines={4} />}
      {error && describeError(error).status === 403 ? (
        <ForbiddenState permission="catalog.entities.unprocessed.read" />
      ) : (
        error && <ErrorState error={error} onRetry={() => void refetch()} />
      )}
      {data?.items.length === 0 && <EmptyState icon={IconCircleCheck} title={t('notIn.none')} />}
      {data && data.items.length > 0 && (
        <>
          <p className={classes['notInHint']}>{t('notIn.hint')}</p>
          <ul className={classes['failed']}>
            {data.items.map(entity => (
              <AbsentItem key={entity.entityRef} entity={entity} onLeave={onClose} />
            ))}
          </ul>
          {rest > 0 && t('unregister.more', { count: rest })}
        </>
      )}
    </Dialog>
  );
}

function useAbsent() {
  const discovery = useApi(discoveryApiRef);
  const { fetch } = useApi(fetchApiRef);
  return useQuery({
    queryKey: [...catalogQueryKey, 'absent'],
    queryFn: async ({ signal }): Promise<AbsentPage> => {
      const url = `${await discovery.getBaseUrl('catalog')}/entities/unprocessed/absent`;
      const response = await fetch(url, { signal });
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return (await response.json()) as AbsentPage;
    },
    gcTime: 0,
  });
}

function AbsentItem({ entity, onLeave }: { entity: AbsentPage['items'][number]; onLeave(): void }) {
  const toPath = useEntityPath();
  const { entityRef: ref, target, message } = entity;
  const path = toPath(ref);
  // The name of a location is a hash of its target.
  const name = target ?? ref;
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
        <p>{message.slice(0, longestReason)}</p>
      </div>
    </li>
  );
}
