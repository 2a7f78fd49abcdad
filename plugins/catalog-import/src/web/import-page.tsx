import { Route, Routes, useLocation } from 'react-router';
import { usePageTitle, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { Content, Header, NavTabs, Page } from '@portico/ui';
import { lazy, Suspense } from 'react';
import { importTranslationRef } from './import-translation.ts';
import { MayRegister } from './may-register.tsx';
import { importPageRouteRef } from './routes.ts';
import UrlWay from './url/url-way.tsx';

const FileWay = lazy(() => import('./file/file-way.tsx'));

/** Registers what a URL declares, or helps to write a file that declares something. */
export default function ImportPage() {
  const { t } = useTranslationRef(importTranslationRef);
  const title = usePageTitle(importPageRouteRef) ?? t('title');
  const base = useRouteRef(importPageRouteRef)?.() ?? '/catalog-import';
  const isFile = useLocation().pathname.replace(/\/$/, '').endsWith('/file');
  return (
    <Page title={title}>
      <Header
        title={title}
        subtitle={t('subtitle')}
        breadcrumbs={[{ title }]}
        tabs={
          <NavTabs
            label={title}
            tabs={[
              { id: 'url', title: t('tabs.url'), isCurrent: !isFile, to: base },
              { id: 'file', title: t('tabs.file'), isCurrent: isFile, to: `${base}/file` },
            ]}
          />
        }
      />
      <MayRegister>
        <Content>
          <Suspense>
            <Routes>
              <Route index element={<UrlWay />} />
              <Route path="file" element={<FileWay />} />
            </Routes>
          </Suspense>
        </Content>
      </MayRegister>
    </Page>
  );
}
