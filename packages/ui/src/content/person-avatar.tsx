import type { CSSProperties } from 'react';
import { toSafeHref } from '@portico/catalog-model';
import classes from './content.module.css';

/** The picture of a person or group, or their initials. */
export function PersonAvatar({
  name,
  picture,
  size = 24,
}: {
  name: string;
  /** URL of a picture; what is not http or https is not loaded. */
  picture?: string | undefined;
  size?: number;
}) {
  const src = picture !== undefined && /^https?:/i.test(picture) ? toSafeHref(picture) : undefined;
  const style: CSSProperties = { width: size, height: size, fontSize: size * 0.42 };
  if (src !== undefined) {
    return <img className={classes['avatar']} style={style} src={src} alt="" referrerPolicy="no-referrer" />;
  }
  return (
    <span aria-hidden className={classes['avatar']} style={style}>
      {initialsOf(name)}
    </span>
  );
}

/** The first letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map(word => firstCharacter(word ?? ''))
    .join('')
    .toUpperCase();
}

/** A character beyond the basic plane takes two units. */
function firstCharacter(word: string): string {
  const code = word.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
}
