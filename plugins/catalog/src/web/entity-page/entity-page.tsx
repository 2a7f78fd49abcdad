import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { useRouteRefParams, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  Breadcrumbs,
  Content,
  describeError,
  ErrorState,
  ForbiddenState,
  Header,
  KindIcon,
  LoadingState,
  Page,
  useIsSlow,
} from '@portico/ui';
import { AsyncEntityProvider, entityRouteRef } from '../../react.ts';
import { EntityBanners } from './entity-banners.tsx';
import { EntityBody } from './entity-body.tsx';
import { EntityMissing } from './entity-missing.tsx';
import type { EntityPageParts } from './entity-page-parts.ts';
import classes from './entity-page.module.css';
import { EntityPageSkeleton } from './entity-page-skeleton.tsx';
import { entityTranslationRef } from './entity-translation.ts';
import { useIndexStep } from './use-entity-trail.ts';
import { useLiveEntity } from './use-live-entity.ts';

/** The page of the entity that the address names. */
export function EntityPage({ parts }: { parts: EntityPageParts }) {
  const { kind, namespace, name } = useRouteRefParams(entityRouteRef);
  const entityRef = stringifyEntityRef({ kind, namespace, name });
  return <EntityOfRef key={entityRef} entityRef={entityRef} kind={kind} name={name} parts={parts} />;
}

function EntityOfRef({
  entityRef,
  kind,
  name,
  parts,
}: {
  entityRef: string;
  kind: string;
  name: string;
  parts: EntityPageParts;
}) {
  const { data: entity, error, refetch } = useLiveEntity(entityRef);
  const retry = (): void => void refetch();
  if (entity) {
    return (
      <AsyncEntityProvider entity={entity} loading={false} error={error ?? undefined} refresh={retry}>
        <EntityBody entity={entity} parts={parts} banners={<EntityBanners error={error ?? undefined} />} />
      </AsyncEntityProvider>
    );
  }
  if (entity === null) return <EntityMissing entityRef={entityRef} />;
  if (error) return <EntityFailed entityRef={entityRef} name={name} error={error} onRetry={retry} />;
  return <EntityLoading kind={kind} name={name} />;
}

/** What the address tells already, and lines where the rest will be. */
function EntityLoading({ kind, name }: { kind: string; name: string }) {
  const isSlow = useIsSlow();
  const index = useIndexStep();
  return (
    <Page title={name} isProvisional>
      {isSlow && (
        <Header
          breadcrumbs={[index, { title: name }]}
          icon={<KindIcon kind={kind} size={20} isTile />}
          title={name}
        />
      )}
      <LoadingState>
        <EntityPageSkeleton />
      </LoadingState>
    </Page>
  );
}

function EntityFailed({
  entityRef,
  name,
  error,
  onRetry,
}: {
  entityRef: string;
  name: string;
  error: Error;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const index = useIndexStep();
  return (
    <Page title={name} isProvisional>
      <Breadcrumbs items={[index, { title: name }]} />
      {describeError(error).status === 403 ? (
        <ForbiddenState isPage permission="catalog.entity.read" />
      ) : (
        <>
          <h1 className={classes['hidden']}>{name}</h1>
          <Content>
            <ErrorState title={t('failed', { ref: entityRef })} error={error} onRetry={onRetry} />
          </Content>
        </>
      )}
    </Page>
  );
}
