import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Icon } from '../icons.ts';
import { Link } from '../link.tsx';
import classes from './entity.module.css';
import { KindIcon } from './kind-icon.tsx';

const EntityPreview = lazy(() => import('./entity-preview.tsx'));

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
  /** What a small window shows after the pointer has rested on the link. */
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

/** Opens the preview when the pointer rests, and closes it when it has left link and preview for as long. */
function PreviewedLink({ preview, ...link }: EntityLinkProps & { preview: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const rest = (open: boolean): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(open), restMilliseconds);
  };
  const close = (): void => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const target = (
    <span
      className={classes['anchor']}
      onPointerEnter={event => event.pointerType === 'mouse' && rest(true)}
      onPointerLeave={() => rest(false)}
      onClick={close}
      onKeyDown={event => event.key === 'Escape' && close()}
    >
      <PlainLink {...link} />
    </span>
  );
  if (!isOpen) return target;
  return (
    <Suspense fallback={target}>
      <EntityPreview
        target={target}
        onEnter={() => clearTimeout(timer.current)}
        onLeave={() => rest(false)}
        onClose={close}
      >
        {preview()}
      </EntityPreview>
    </Suspense>
  );
}
