import { parseEntityRef } from '@portico/catalog-model/refs';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  Breadcrumbs,
  Content,
  ErrorState,
  ForbiddenState,
  Link,
  LoadingState,
  NotFoundState,
  Page,
} from '@portico/ui';
import { catalogIndexRouteRef, useEntityPath, useEntitySummary, useKindName } from '../../react.ts';
import { ExplanationDetails } from '../entity-why/explanation-details.tsx';
import { useExplanation } from '../entity-why/explanation-queries.ts';
import { registerEntityRouteRef } from '../external-routes.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';
import { useIndexStep } from './use-entity-trail.ts';

/** How often the reason is asked for, in milliseconds: it may be there any moment. */
const pace = 5000;

/** The page of an entity that is not there: why, what was perhaps meant, and what is known. */
export function EntityMissing({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const kindName = useKindName();
  const toPath = useEntityPath();
  const toIndex = useRouteRef(catalogIndexRouteRef);
  const toRegister = useRouteRef(registerEntityRouteRef);
  const { data, error, refetch } = useExplanation(entityRef, { refetchInterval: pace });
  const index = useIndexStep();
  const { kind, name } = parseEntityRef(entityRef);
  if (data?.permission.decision === 'deny') {
    return (
      <Page title={name} isProvisional>
        <Breadcrumbs items={[index, { title: name }]} />
        <ForbiddenState isPage permission={data.permission.permission} />
      </Page>
    );
  }
  const matches = (data?.similar ?? []).map(ref => ({
    title: <MatchTitle entityRef={ref} />,
    to: toPath(ref) ?? '',
  }));
  const state = data ? t(`state.${data.state}`) : t('missing.text');
  const isRefused = data?.state === 'absent' && data.rules.length + data.conflicts.length > 0;
  return (
    <Page title={name}>
      <Breadcrumbs items={[index, { title: name }]} />
      <NotFoundState
        isPage
        title={t('missing.title', { kind: kindName(kind), name })}
        text={
          <>
            <code className={classes['ref']}>{entityRef}</code>
            <br />
            {isRefused ? t('missing.refused') : state}
          </>
        }
        matches={matches}
        action={
          <>
            {toRegister && <Link to={toRegister()}>{t('missing.register')}</Link>}
            {toIndex && <Link to={toIndex()}>{t('missing.toCatalog')}</Link>}
          </>
        }
      />
      <Content>
        {!data && !error && <LoadingState />}
        {error && <ErrorState title={t('why.failed')} error={error} onRetry={() => void refetch()} />}
        {data && (isRefused || data.state !== 'absent') && <ExplanationDetails explanation={data} />}
      </Content>
    </Page>
  );
}

/** The title of an entity where it has one, and the ref, which is what was written wrong. */
function MatchTitle({ entityRef }: { entityRef: string }) {
  const { data } = useEntitySummary(entityRef);
  const title = data?.metadata.title;
  if (title === undefined) return entityRef;
  return (
    <>
      {title} <span className={classes['ref']}>{entityRef}</span>
    </>
  );
}
