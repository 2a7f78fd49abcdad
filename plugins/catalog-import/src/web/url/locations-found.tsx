import { useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey } from '@portico/plugin-catalog/react';
import { Link, Tag } from '@portico/ui';
import { IconCheck, IconRefresh } from '@portico/ui/icons';
import type { AnalyzedLocation } from '../../react/catalog-import-api.ts';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';
import { Appearing } from './appearing.tsx';
import { EntityPreviews } from './entity-previews.tsx';
import { UrlFaultView } from './url-fault-view.tsx';

/** The files that were found, what they declare, and the button that registers them. */
export function LocationsFound({ locations }: { locations: readonly AnalyzedLocation[] }) {
  const { t } = useTranslationRef(importTranslationRef);
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = locations.filter(({ target }) => !left.includes(target));
  const register = useRegister();
  const heading = useHeading(locations);
  if (register.isSuccess) return <Appearing locations={chosen} />;
  const isKnown = chosen.length > 0 && chosen.every(({ exists }) => exists);
  const toggle = (target: string): void =>
    setLeft(left.includes(target) ? left.filter(other => other !== target) : [...left, target]);
  return (
    <>
      <h2 className={classes['heading']}>{heading}</h2>
      {locations.map(location => (
        <section key={location.target} className={classes['location']}>
          <div className={classes['locationHead']}>
            {locations.length > 1 && (
              <Checkbox
                aria-label={t('url.select', { target: location.target })}
                checked={!left.includes(location.target)}
                onChange={() => toggle(location.target)}
              />
            )}
            <Link to={location.target} className={classes['target']}>
              {location.target}
            </Link>
            {location.exists && <Tag>{t('url.known')}</Tag>}
          </div>
          <EntityPreviews location={location} />
        </section>
      ))}
      {register.error && <UrlFaultView error={register.error} />}
      <div className={classes['actions']}>
        <Button
          disabled={!chosen.some(({ exists, entities }) => exists || entities.length > 0)}
          loading={register.isPending}
          leftSection={isKnown ? <IconRefresh size={14} /> : <IconCheck size={14} />}
          onClick={() => register.mutate(chosen)}
        >
          {isKnown
            ? t('url.refresh')
            : locations.length > 1
              ? t('url.registerSome', { count: chosen.length })
              : t('url.register')}
        </Button>
      </div>
    </>
  );
}

function useHeading(locations: readonly AnalyzedLocation[]): string {
  const { t } = useTranslationRef(importTranslationRef);
  const [only, ...others] = locations;
  if (!only || others.length > 0) return t('url.foundLocations', { count: locations.length });
  return t('url.found', { count: only.entities.length });
}

/** Registers one file after the other; those that are registered already are read again. */
function useRegister() {
  const catalog = useApi(catalogApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (locations: readonly AnalyzedLocation[]) => {
      for (const { target } of locations) await catalog.addLocation({ target, onConflict: 'refresh' });
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: catalogQueryKey }),
  });
}
