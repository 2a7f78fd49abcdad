import type { ComponentProps, ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import { toSafeHref } from '@portico/catalog-model';
import { IconExternalLink } from './icons.ts';
import classes from './link.module.css';
import { useUiText } from './ui-text.tsx';

/** What {@link Link} takes. */
export interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path of the portal, or a URL. */
  to: string;
  /** Leaves out the mark of a link that leads away. */
  isPlain?: boolean | undefined;
  children: ReactNode;
}

/**
 * A link to a page of the portal or elsewhere. What leads elsewhere opens a new
 * tab and says so. A URL that could run a script is shown as text.
 */
export function Link({ to, isPlain = false, children, ...rest }: LinkProps) {
  const text = useUiText();
  if (isInternal(to)) {
    return (
      <RouterLink to={to} {...rest}>
        {children}
      </RouterLink>
    );
  }
  const href = toSafeHref(to);
  if (href === undefined) return <span className={rest.className}>{children}</span>;
  const isWeb = /^https?:/i.test(href);
  return (
    <a href={href} {...(isWeb ? { target: '_blank', rel: 'noopener noreferrer' } : {})} {...rest}>
      {children}
      {isWeb && !isPlain && (
        <IconExternalLink size="0.85em" className={classes['external']} label={`(${text.opensInNewTab})`} />
      )}
    </a>
  );
}

/** `//host` and `/\host` lead away from the portal, whatever they look like. */
function isInternal(to: string): boolean {
  return to === '' || /^(?:\/(?![/\\])|[?#])/.test(to);
}
