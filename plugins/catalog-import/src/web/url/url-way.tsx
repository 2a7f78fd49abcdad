import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { EmptyState, LoadingState } from '@portico/ui';
import { IconFileCode, IconSearch } from '@portico/ui/icons';
import { catalogImportApiRef, type AnalyzeResult } from '../../react/catalog-import-api.ts';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';
import { importPageRouteRef } from '../routes.ts';
import { LocationsFound } from './locations-found.tsx';
import { UrlFaultView } from './url-fault-view.tsx';

/** Looks into a URL and registers what it declares. The URL stands in the query of the page. */
export default function UrlWay() {
  const api = useApi(catalogImportApiRef);
  const [params, setParams] = useSearchParams();
  const url = params.get('url') ?? '';
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['catalog-import', 'analysis', url],
    queryFn: async () => api.analyzeUrl(url),
    enabled: url !== '',
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <div className={classes['way']}>
      <UrlForm
        key={url}
        url={url}
        isBusy={isFetching}
        onSubmit={next => (next === url ? void refetch() : setParams({ url: next }))}
      />
      {isFetching ? <LoadingState /> : <Outcome url={url} result={data} error={error} />}
    </div>
  );
}

function UrlForm({ url, isBusy, onSubmit }: { url: string; isBusy: boolean; onSubmit(url: string): void }) {
  const { t } = useTranslationRef(importTranslationRef);
  const [draft, setDraft] = useState(url);
  return (
    <form
      className={classes['urlForm']}
      onSubmit={event => {
        event.preventDefault();
        if (draft.trim() !== '') onSubmit(draft.trim());
      }}
    >
      <TextInput
        className={classes['urlField'] ?? ''}
        label={t('url.label')}
        description={t('url.hint')}
        placeholder="https://github.com/acme/web/blob/main/catalog-info.yaml"
        value={draft}
        autoFocus={url === ''}
        onChange={event => setDraft(event.currentTarget.value)}
      />
      <Button type="submit" loading={isBusy} leftSection={<IconSearch size={14} />}>
        {t('url.analyze')}
      </Button>
    </form>
  );
}

function Outcome({
  url,
  result,
  error,
}: {
  url: string;
  result: AnalyzeResult | undefined;
  error: Error | null;
}) {
  if (error) return <UrlFaultView error={error} />;
  if (!result) return null;
  if (result.type === 'locations') return <LocationsFound key={url} locations={result.locations} />;
  return <RepositoryFound result={result} />;
}

function RepositoryFound({ result }: { result: Extract<AnalyzeResult, { type: 'repository' }> }) {
  const { t } = useTranslationRef(importTranslationRef);
  const navigate = useNavigate();
  const base = useRouteRef(importPageRouteRef)?.() ?? '/catalog-import';
  const write = (): void =>
    void navigate(`${base}/file?${new URLSearchParams({ repository: result.url })}`, {
      state: { entities: result.generatedEntities },
    });
  return (
    <EmptyState
      icon={IconFileCode}
      title={t('url.repository')}
      text={t('url.repositoryHint', { filename: 'catalog-info.yaml' })}
      action={<Button onClick={write}>{t('url.write')}</Button>}
    />
  );
}
