import { Autocomplete } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { fillServer } from './build-request.ts';
import type { ApiServer } from './openapi-types.ts';

/** Where a call is sent: one of the servers of the document, or any other. */
export function ServerField({
  servers,
  value,
  onChange,
}: {
  servers: readonly ApiServer[];
  value: string;
  onChange(value: string): void;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <Autocomplete
      label={t('server')}
      value={value}
      onChange={onChange}
      data={[...new Set(servers.map(server => fillServer(server)))]}
      placeholder="https://api.example.com"
      // All of them, whatever stands in the field.
      filter={({ options }) => options}
    />
  );
}
