import { AppIcon, configApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import { homeTranslationRef } from '../home-translation.ts';
import classes from '../home.module.css';

/** The links of `home.quickLinks`. */
export function QuickLinks() {
  const { t } = useTranslationRef(homeTranslationRef);
  const links = useApi(configApiRef).getOptionalConfigArray('home.quickLinks') ?? [];
  if (links.length === 0) return <p className={classes['hint']}>{t('noLinks')}</p>;
  return (
    <ul className={classes['links']}>
      {links.map(link => (
        <li key={link.getString('url')}>
          <Link to={link.getString('url')} className={classes['link']}>
            <AppIcon name={link.getOptionalString('icon') ?? 'link'} />
            {link.getString('label')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
