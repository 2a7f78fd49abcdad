import type { ReactNode } from 'react';
import { useTranslationRef, useRouteRef } from '@portico/frontend-plugin-api';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Header } from '@portico/ui';
import { IconPlus } from '@portico/ui/icons';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { createComponentRouteRef, registerEntityRouteRef } from '../external-routes.ts';
import { ExportMenu } from './export-menu.tsx';
import { SavedViews } from './saved-views.tsx';

/** The head of the list: saved views, export, and the way to register something. */
export function IndexHeader({
  title,
  kind,
  question,
  actions = <CatalogActions />,
}: {
  title: string;
  kind: string | undefined;
  question: ListQuestion;
  actions?: ReactNode;
}) {
  return (
    <Header
      title={title}
      breadcrumbs={[{ title }]}
      actions={
        <>
          <SavedViews kind={kind} />
          <ExportMenu question={question} />
          {actions}
        </>
      }
    />
  );
}

function CatalogActions() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const createPath = useRouteRef(createComponentRouteRef)?.();
  const registerPath = useRouteRef(registerEntityRouteRef)?.();
  return (
    <>
      {createPath !== undefined && (
        <Button variant="default" component={Link} to={createPath}>
          {t('create')}
        </Button>
      )}
      {registerPath !== undefined && (
        <Button component={Link} to={registerPath} leftSection={<IconPlus size={14} />}>
          {t('register')}
        </Button>
      )}
    </>
  );
}
