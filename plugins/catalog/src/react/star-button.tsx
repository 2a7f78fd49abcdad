import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconStar, IconStarFilled } from '@portico/ui/icons';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';
import classes from './entity-links.module.css';
import { shortName, titleOf, toEntity, toEntityRef, type EntityOrRef } from './entity-names.ts';
import { useStarredEntity } from './use-starred-entities.ts';

/** Stars an entity, or takes the star away. */
export function StarButton({ entity }: { entity: EntityOrRef }) {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  const known = toEntity(entity);
  const name = known ? titleOf(known) : shortName(toEntityRef(entity));
  const label = t(isStarredEntity ? 'unstar' : 'star', { name });
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={isStarredEntity}
      className={classes['star']}
      onClick={() => void toggleStarredEntity()}
    >
      {isStarredEntity ? <IconStarFilled /> : <IconStar />}
    </button>
  );
}
