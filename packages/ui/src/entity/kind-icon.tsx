import type { CSSProperties } from 'react';
import type { Icon } from '../icons.ts';
import classes from './entity.module.css';
import { useKindLook } from './kind-look.tsx';

/** The icon of a kind in the colour of the kind, bare or on a tile. */
export function KindIcon({
  kind,
  icon,
  size = 16,
  isTile = false,
}: {
  kind: string;
  /** An icon in place of the kind's own. */
  icon?: Icon | undefined;
  size?: number;
  /** Puts the icon on a tile of twice its size, as page headers do. */
  isTile?: boolean;
}) {
  const look = useKindLook(kind);
  const Shown = icon ?? look.icon;
  const hue = { '--portico-hue': look.hue } as CSSProperties;
  return (
    <span className={isTile ? classes['tile'] : classes['icon']} style={hue}>
      <Shown size={size} />
    </span>
  );
}
