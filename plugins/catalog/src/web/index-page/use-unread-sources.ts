import { createContext, useContext, useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ANNOTATION_LOCATION, type Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { countErrors } from '../../react/count-errors.ts';
import { unreadSourcesQuery, type UnreadSources } from './unread-sources.ts';

/** Hands the sources that could not be read to the rows and filters of a list; `undefined` until they are known. */
export const UnreadSourcesContext = createContext<UnreadSources | undefined>(undefined);

/** Asks for the sources that could not be read, once the rows are shown, unless the rows go by them. */
export function useUnreadSources({
  isNeeded,
  afterTable,
}: {
  isNeeded: boolean;
  afterTable(): Promise<void>;
}): { unreadSources: UnreadSources | undefined; isKnown: boolean } {
  const catalog = useApi(catalogApiRef);
  const [isTableShown, setTableShown] = useState(false);
  useEffect(() => void afterTable().then(() => setTableShown(true)), [afterTable]);
  const { data, isPending } = useQuery({
    ...unreadSourcesQuery(catalog),
    enabled: isNeeded || isTableShown,
  });
  return { unreadSources: data, isKnown: !isPending };
}

/** The place that an entity comes from and why it could not be read; `undefined` if it could be, or if the entity itself has errors. */
export function useUnreadSource(entity: Entity): { place: string; reason: string } | undefined {
  const sources = useContext(UnreadSourcesContext);
  const place = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  const reason = place === undefined ? undefined : sources?.get(place);
  if (place === undefined || reason === undefined || countErrors(entity) > 0) return undefined;
  return { place, reason };
}
