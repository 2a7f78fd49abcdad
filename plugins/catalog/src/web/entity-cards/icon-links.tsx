import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { Link } from '@portico/ui';
import { IconLink } from '@portico/ui/icons';
import type { EntityIconLinkProps } from '../../react.ts';
import type { Filtered } from '../entity-page/entity-page-parts.ts';
import classes from './cards.module.css';

/** An icon link that is for some entities only. */
export interface AboutIconLink extends Filtered {
  /** The id of its extension. */
  id: string;
  useProps: () => EntityIconLinkProps;
}

/** A row of links with icons. The links must be the same at each render: give other ones another key. */
export function IconLinks({ links }: { links: readonly AboutIconLink[] }) {
  const shown = useLinks(links);
  if (shown.length === 0) return null;
  return (
    <ul className={classes['iconLinks']}>
      {shown.map(({ id, ...props }) => (
        <li key={id} title={props.title}>
          <IconLinkItem {...props} />
        </li>
      ))}
    </ul>
  );
}

function useLinks(links: readonly AboutIconLink[]): (EntityIconLinkProps & { id: string })[] {
  return links.map(({ id, useProps }) => ({ id, ...useProps() }));
}

function IconLinkItem({ icon = <IconLink />, label, href, onClick, disabled }: EntityIconLinkProps) {
  const content: ReactNode = (
    <>
      {icon}
      {label}
    </>
  );
  const className = classes['iconLink'] ?? '';
  if (disabled || (href === undefined && !onClick)) {
    return (
      <span className={className} data-disabled>
        {content}
      </span>
    );
  }
  if (href !== undefined) {
    return (
      <Link to={href} className={className} isPlain onClick={onClick}>
        {content}
      </Link>
    );
  }
  return (
    <UnstyledButton className={className} onClick={onClick}>
      {content}
    </UnstyledButton>
  );
}
