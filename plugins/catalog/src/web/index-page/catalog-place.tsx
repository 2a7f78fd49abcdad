import { lazy, Suspense, type ComponentProps } from 'react';
import { useParams } from 'react-router';
import { IndexPage } from './index-page.tsx';

const NoSuchPlace = lazy(() => import('./no-such-place.tsx'));

/** The list of entities at the catalog's own address. What is below it and no entity's page does not exist. */
export function CatalogPlace(props: ComponentProps<typeof IndexPage>) {
  const { '*': rest = '' } = useParams();
  if (rest === '') return <IndexPage {...props} />;
  return (
    <Suspense>
      <NoSuchPlace path={rest} />
    </Suspense>
  );
}
