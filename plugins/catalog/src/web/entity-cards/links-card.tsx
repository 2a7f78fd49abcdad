import { AppIcon, iconsApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, Link } from '@portico/ui';
import { IconWorld } from '@portico/ui/icons';
import { useEntity } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';
import { MissingField } from './missing-field.tsx';

/** The links that an entity gives itself. */
export default function LinksCard() {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const icons = useApi(iconsApiRef);
  const known = new Set(icons.listIconKeys());
  const links = entity.metadata.links ?? [];
  return (
    <Card title={t('links.title')}>
      {links.length === 0 ? (
        <MissingField field="metadata.links" />
      ) : (
        <ul className={classes['links']}>
          {links.map(({ url, title, icon, type }, index) => (
            <li key={index}>
              <span className={classes['linkIcon']}>
                {icon !== undefined && known.has(icon) ? <AppIcon name={icon} /> : <IconWorld />}
              </span>
              <Link to={String(url)} className={classes['linkTitle']}>
                <span dir="auto">{title || String(url)}</span>
              </Link>
              {type !== undefined && <span className={classes['linkType']}>{type}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
