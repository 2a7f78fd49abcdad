import { ANNOTATION_LOCATION, ANNOTATION_SOURCE_LOCATION, ANNOTATION_VIEW_URL } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconCode } from '@portico/ui/icons';
import { useEntity, type EntityIconLinkProps } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { useWhyPath } from '../entity-page/use-why-path.ts';
import { describePlace } from '../entity-why/source-place.ts';
import { annotationUrl } from './annotation-url.ts';

/** Leads to the source code of the entity, or to where it is told which file it is in; not to be chosen where neither is known. */
export function useViewSourceLink(): EntityIconLinkProps {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const { annotations } = entity.metadata;
  const toWhy = useWhyPath();
  const source =
    annotations?.[ANNOTATION_SOURCE_LOCATION] ??
    annotationUrl(entity, ANNOTATION_VIEW_URL) ??
    annotations?.[ANNOTATION_LOCATION];
  const place = source === undefined ? undefined : describePlace(source);
  // A file of the server has no address: the explanation tells which one it is.
  const href = place?.href ?? (place && toWhy);
  return {
    label: t('about.viewSource'),
    icon: <IconCode />,
    title: href === undefined || !place ? t('about.noSource') : place.label,
    ...(href !== undefined && { href }),
    disabled: href === undefined,
  };
}
