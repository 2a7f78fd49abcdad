import type { ComponentType } from 'react';
import { Button } from '@mantine/core';
import { useRouteRef, useTranslationRef, type TranslatedText } from '@portico/frontend-plugin-api';
import type { EntityListPageProps } from '@portico/plugin-catalog/react';
import { Link } from '@portico/ui';
import { IconPlus } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { registerApiRouteRef } from '../routes.ts';

/** All APIs: the catalog's list for their kind. */
export function ApiListPage({
  title,
  EntityListPage,
}: {
  title: string | TranslatedText;
  EntityListPage: ComponentType<EntityListPageProps>;
}) {
  return (
    <EntityListPage title={title} kind="api" actions={<RegisterButton />} emptyAction={<RegisterButton />} />
  );
}

function RegisterButton() {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const toRegister = useRouteRef(registerApiRouteRef);
  if (!toRegister) return null;
  return (
    <Button component={Link} to={toRegister()} leftSection={<IconPlus size={14} />}>
      {t('register')}
    </Button>
  );
}
