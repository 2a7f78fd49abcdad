import { DEFAULT_NAMESPACE, isEntityRef } from '@portico/catalog-model';
import { NotFoundErrorPage, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import { catalogIndexRouteRef, EntityRefLink } from '../../react.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { useExplanation } from '../entity-why/explanation-queries.ts';

/** The page of an address in the catalog that is no entity's: with the entities that its last part may have meant. */
export default function NoSuchPlace({ path }: { path: string }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const toIndex = useRouteRef(catalogIndexRouteRef);
  const ref = `component:${DEFAULT_NAMESPACE}/${path.split('/').findLast(Boolean) ?? ''}`;
  const { data } = useExplanation(ref, { isNeeded: isEntityRef(ref) });
  const isThere = data !== undefined && data.etag !== undefined;
  const near = [...(isThere ? [data.entityRef] : []), ...(data?.similar ?? [])];
  return (
    <NotFoundErrorPage>
      {near.map(entityRef => (
        <EntityRefLink key={entityRef} entityRef={entityRef} />
      ))}
      {toIndex && <Link to={toIndex()}>{t('toList')}</Link>}
    </NotFoundErrorPage>
  );
}
