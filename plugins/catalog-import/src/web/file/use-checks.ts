import { useEffect, useState } from 'react';
import type { CatalogModel } from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '@portico/plugin-catalog/react';
import { importTranslationRef } from '../import-translation.ts';
import { checkText, checkWithCatalog, type CheckedText } from './check-text.ts';

/** How long one has to pause before a text is checked here, and before the catalog is asked. */
const pauses = { here: 150, catalog: 600 };

/** What is wrong with a text while it is written: first by the kinds of the model, then as the catalog sees it. */
export function useChecks(text: string, model: CatalogModel): CheckedText & { isChecking: boolean } {
  const { t } = useTranslationRef(importTranslationRef);
  const catalog = useApi(catalogApiRef);
  const [checked, setChecked] = useState<CheckedText>(() => checkText(text, model));
  const [done, setDone] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    const here = setTimeout(() => setChecked(checkText(text, model)), pauses.here);
    const asked = setTimeout(() => {
      const unknownRef = (ref: string): string => t('file.unknownRef', { ref });
      checkWithCatalog(text, { catalog, model, unknownRef })
        // Without the catalog, what was found here stands.
        .then(
          answer => isCurrent && setChecked(answer),
          () => {},
        )
        .finally(() => isCurrent && setDone(text));
    }, pauses.catalog);
    return () => {
      isCurrent = false;
      clearTimeout(here);
      clearTimeout(asked);
    };
  }, [text, model, catalog, t]);
  return { ...checked, isChecking: done !== text };
}
