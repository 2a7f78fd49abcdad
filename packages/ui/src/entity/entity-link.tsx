import { useState, type ReactNode } from 'react';
import { Popover } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { Icon } from '../icons.ts';
import { Link } from '../link.tsx';
import classes from './entity.module.css';
import { KindIcon } from './kind-icon.tsx';

/** What {@link EntityLink} takes. */
export interface EntityLinkProps {
  kind: string;
  /** The name to show. */
  title: string;
  /** The path of the entity's page. Without it the entity is shown, but leads nowhere. */
  to?: string | undefined;
  /** An icon in place of the kind's own. */
  icon?: Icon | undefined;
  hideIcon?: boolean | undefined;
  /** The entity is not in the catalog: its name is struck. */
  isMissing?: boolean | undefined;
  /** Asked for after the pointer has rested on the link, or at once on focus from the keyboard. */
  preview?: (() => ReactNode) | undefined;
  /** Called when the link is about to be used, so that its page can be loaded ahead. */
  onIntent?: (() => void) | undefined;
  className?: string | undefined;
}

const restMilliseconds = 500;

/** Names an entity: the icon of its kind and its title, leading to its page. Where the data comes from is the caller's affair. */
export function EntityLink(props: EntityLinkProps) {
  return props.preview ? <PreviewedLink {...props} preview={props.preview} /> : <PlainLink {...props} />;
}

function PlainLink({ kind, title, to, icon, hideIcon, isMissing, onIntent, className }: EntityLinkProps) {
  const content = (
    <>
      {!hideIcon && <KindIcon kind={kind} icon={icon} />}
      <span className={isMissing ? classes['missing'] : classes['title']} dir="auto">
        {title}
      </span>
    </>
  );
  const classNames = [classes['link'], className].filter(Boolean).join(' ');
  if (to === undefined) return <span className={classNames}>{content}</span>;
  return (
    <Link to={to} className={classNames} onPointerEnter={onIntent} onFocus={onIntent}>
      {content}
    </Link>
  );
}

function PreviewedLink({ preview, ...link }: EntityLinkProps & { preview: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const rest = useDebouncedCallback((open: boolean) => setOpen(open), restMilliseconds);
  const close = () => {
    rest.cancel();
    setOpen(false);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      offset={6}
      width={320}
      withinPortal
      withRoles={false}
    >
      <Popover.Target>
        <span
          className={classes['anchor']}
          onPointerEnter={event => event.pointerType === 'mouse' && rest(true)}
          onPointerLeave={() => rest(false)}
          onClick={close}
          onKeyDown={event => event.key === 'Escape' && close()}
        >
          <PlainLink {...link} />
        </span>
      </Popover.Target>
      <Popover.Dropdown
        onPointerEnter={() => rest.cancel()}
        onPointerLeave={() => rest(false)}
        className={classes['preview']}
      >
        {isOpen && preview()}
      </Popover.Dropdown>
    </Popover>
  );
}
