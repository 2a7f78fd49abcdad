import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { ErrorState, Link } from '@portico/ui';
import { IconGitPullRequest } from '@portico/ui/icons';
import { catalogImportApiRef } from '../../react/catalog-import-api.ts';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';

/** Proposes the file to a repository: as a pull request, or on the page of the host for a new file. */
export function ProposePanel({ text, isReady }: { text: string; isReady: boolean }) {
  const { t } = useTranslationRef(importTranslationRef);
  const api = useApi(catalogImportApiRef);
  const [params] = useSearchParams();
  const [repository, setRepository] = useState(params.get('repository') ?? '');
  const isUrl = URL.canParse(repository) && repository.startsWith('http');
  const { data: ways } = useQuery({
    queryKey: ['catalog-import', 'ways', repository, text],
    enabled: isUrl,
    placeholderData: keepPreviousData,
    queryFn: async () => ({
      canSubmit: await api.canSubmitPullRequest(repository),
      page: (await api.newFileUrl(repository, text)) ?? null,
    }),
  });
  return (
    <section className={classes['propose']}>
      <h2>{t('file.propose')}</h2>
      <TextInput
        label={t('file.repository')}
        placeholder="https://github.com/acme/web"
        value={repository}
        onChange={event => setRepository(event.currentTarget.value.trim())}
      />
      {isUrl && ways?.canSubmit && <PullRequestForm repository={repository} text={text} isReady={isReady} />}
      {isUrl && ways && !ways.canSubmit && <HostPage page={ways.page} />}
    </section>
  );
}

function HostPage({ page }: { page: string | null }) {
  const { t } = useTranslationRef(importTranslationRef);
  if (page === null) return <p className={classes['soft']}>{t('file.noHost')}</p>;
  return (
    <>
      <Button component={Link} to={page} variant="default">
        {t('file.openHost', { host: new URL(page).host })}
      </Button>
      <p className={classes['soft']}>{t('file.openHostHint')}</p>
    </>
  );
}

function PullRequestForm({
  repository,
  text,
  isReady,
}: {
  repository: string;
  text: string;
  isReady: boolean;
}) {
  const { t } = useTranslationRef(importTranslationRef);
  const api = useApi(catalogImportApiRef);
  const { data: words } = useQuery({
    queryKey: ['catalog-import', 'words'],
    queryFn: async () => api.preparePullRequest(),
    staleTime: Infinity,
  });
  const [title, setTitle] = useState<string>();
  const submit = useMutation({
    mutationFn: async () =>
      api.submitPullRequest({
        repositoryUrl: repository,
        fileContent: text,
        title: title ?? words?.title ?? '',
        body: words?.body ?? '',
      }),
  });
  if (submit.data) {
    return (
      <div role="status">
        <p className={classes['soft']}>{t('file.prDone', { location: submit.data.location })}</p>
        <Link to={submit.data.link}>{t('file.prOpen')}</Link>
      </div>
    );
  }
  return (
    <>
      <TextInput
        label={t('file.prTitle')}
        value={title ?? words?.title ?? ''}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      {submit.error && <ErrorState title={t('file.prFailed')} error={submit.error} />}
      <Button
        disabled={!isReady || !words}
        loading={submit.isPending}
        leftSection={<IconGitPullRequest size={14} />}
        onClick={() => submit.mutate()}
      >
        {t('file.submit')}
      </Button>
    </>
  );
}
