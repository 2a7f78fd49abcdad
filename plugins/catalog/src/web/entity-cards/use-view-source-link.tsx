import { ANNOTATION_SOURCE_LOCATION, ANNOTATION_VIEW_URL } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconCode } from '@portico/ui/icons';
import { useEntity, type EntityIconLinkProps } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { describePlace } from '../entity-why/source-place.ts';
import { annotationUrl } from './annotation-url.ts';

/** Leads to the source code of the entity; not to be chosen where it is not known. */
export function useViewSourceLink(): EntityIconLinkProps {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const source =
    entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ?? annotationUrl(entity, ANNOTATION_VIEW_URL);
  const href = source === undefined ? undefined : describePlace(source).href;
  return {
    label: t('about.viewSource'),
    icon: <IconCode />,
    title: href === undefined ? t('about.noSource') : describePlace(href).label,
    ...(href !== undefined && { href }),
    disabled: href === undefined,
  };
}
