import { lazy, Suspense, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './index-page.module.css';

const NotInCatalogDialog = lazy(() => import('./not-in-catalog-dialog.tsx'));

/** Opens the list of what is declared and has never got into the catalog, which no list of entities has. */
export function NotInCatalog() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton className={classes['notIn']} onClick={() => setOpen(true)}>
        {t('notIn.open')}
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <NotInCatalogDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
