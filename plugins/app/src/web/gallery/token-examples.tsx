import { builtinKindLooks, KindIcon, Tag } from '@portico/ui';
import classes from './gallery.module.css';

const colours = [
  'bg',
  'surface',
  'hover',
  'active',
  'line',
  'line-strong',
  'text',
  'text-soft',
  'text-faint',
  'accent',
  'accent-soft',
  'ok-fill',
  'warn-fill',
  'error-fill',
  'info-fill',
];

/** The tokens as they are at this moment. */
export function TokenExamples() {
  return (
    <div className={classes['stack']}>
      <div className={classes['swatches']}>
        {colours.map(name => (
          <div key={name}>
            <div className={classes['swatch']} style={{ background: `var(--portico-${name})` }} />
            <code>{name}</code>
          </div>
        ))}
      </div>
      <div className={classes['row']}>
        {Object.keys(builtinKindLooks).map(kind => (
          <span key={kind} className={classes['row']}>
            <KindIcon kind={kind} size={18} isTile />
            {kind}
          </span>
        ))}
      </div>
      <div className={classes['row']}>
        <Tag>service</Tag>
        <Tag level="ok">production</Tag>
        <Tag level="warning">deprecated</Tag>
        <Tag level="error">broken</Tag>
        <Tag level="info">experimental</Tag>
      </div>
    </div>
  );
}
