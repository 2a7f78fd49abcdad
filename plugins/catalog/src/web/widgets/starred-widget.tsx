import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EntityRefLink } from '../../react/entity-ref-link.tsx';
import { StarButton } from '../../react/star-button.tsx';
import { useStarredEntities } from '../../react/use-starred-entities.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './widgets.module.css';

/** The entities that the user has starred. */
export function StarredWidget() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { starredEntities } = useStarredEntities();
  if (starredEntities.size === 0) return <p className={classes['hint']}>{t('widget.noStars')}</p>;
  return (
    <ul className={classes['list']}>
      {[...starredEntities].sort(byName).map(ref => (
        <li key={ref} className={classes['item']}>
          <EntityRefLink entityRef={ref} />
          <StarButton entity={ref} />
        </li>
      ))}
    </ul>
  );
}

function byName(a: string, b: string): number {
  return a.slice(a.indexOf('/')).localeCompare(b.slice(b.indexOf('/')));
}
