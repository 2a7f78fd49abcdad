import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import { Button } from '@mantine/core';
import { useTranslationRef, type NotFoundErrorPageProps } from '@portico/frontend-plugin-api';
import { Breadcrumbs, Link, NotFoundState, Page, useUiText } from '@portico/ui';
import { IconSearch } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import { findNearPages } from '../palette/matching.ts';
import { usePages } from '../palette/read-pages.tsx';

const CommandPalette = lazy(() => import('../palette/command-palette.tsx'));

const mostMatches = 4;

/** The page of an address that leads nowhere: pages that may have been meant, and the search for its last part. */
export function PageNotFound({ children }: NotFoundErrorPageProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const { notFoundTitle } = useUiText();
  const { pathname } = useLocation();
  const [isSearching, setSearching] = useState(false);
  const matches = findNearPages(usePages(), pathname).slice(0, mostMatches);
  const words = toWords(pathname);
  return (
    <Page title="404">
      <Breadcrumbs items={[{ title: t('notFound.start'), to: '/' }, { title: notFoundTitle }]} />
      <NotFoundState
        isPage
        matches={matches.map(({ title, to = '' }) => ({ title, to }))}
        action={
          <>
            {children}
            {words !== '' && (
              <Button
                variant="default"
                leftSection={<IconSearch size={14} />}
                onClick={() => setSearching(true)}
              >
                {t('notFound.search', { text: words })}
              </Button>
            )}
            <Link to="/">{t('notFound.home')}</Link>
          </>
        }
      />
      <Suspense>
        {isSearching && <CommandPalette initialText={words} onClose={() => setSearching(false)} />}
      </Suspense>
    </Page>
  );
}

/** The last part of a path, as one would type it. */
function toWords(path: string): string {
  const last = path.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last).slice(0, 60);
  } catch {
    return last.slice(0, 60);
  }
}
