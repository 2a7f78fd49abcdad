import type { ReactNode } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from './definition.module.css';
import { Description } from './description.tsx';
import { DetailHead, Section } from './section.tsx';

/** What a definition says about itself: shown until something in it is chosen. */
export function DefinitionSummary({
  format,
  title,
  version,
  description,
  links = [],
  servers = [],
  children,
}: {
  format: string;
  title: string;
  version?: string | undefined;
  description?: string | undefined;
  links?: readonly { label: string; url: string }[];
  servers?: readonly { address: string; note?: string | undefined }[];
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <div className={classes['summary']}>
      <DetailHead
        title={title || format}
        meta={
          <>
            {version !== undefined && <Tag>{version}</Tag>}
            <Tag>{format}</Tag>
          </>
        }
      />
      <Description text={description} />
      {servers.length > 0 && (
        <Section title={t('servers')}>
          <ul className={classes['plain']}>
            {servers.map(({ address, note }) => (
              <li key={`${address} ${note}`}>
                <code className={classes['code']}>{address}</code>
                {note !== undefined && <span className={classes['soft']}> {note}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {links.length > 0 && (
        <Section title={t('links')}>
          <ul className={classes['plain']}>
            {links.map(({ label, url }) => (
              <li key={`${label} ${url}`}>{isAbsolute(url) ? <Link to={url}>{label}</Link> : label}</li>
            ))}
          </ul>
        </Section>
      )}
      {children}
    </div>
  );
}

/** A definition's relative links would lead to pages of the portal. */
function isAbsolute(url: string): boolean {
  return URL.canParse(url);
}
