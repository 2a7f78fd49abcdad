import { useMemo } from 'react';
import classes from './content.module.css';
import { CopyButton } from './copy-button.tsx';
import { paintCode, type CodeLanguage } from './paint-code.ts';

/** A block of code with a button that copies it. JSON and YAML are coloured. */
export function Code({
  text,
  language = 'text',
  label,
  highlightLine,
  hasLineNumbers = false,
}: {
  text: string;
  language?: CodeLanguage | undefined;
  /** What the code is, for those who do not see it. */
  label: string;
  /** A line to mark, counted from 1. */
  highlightLine?: number | undefined;
  hasLineNumbers?: boolean;
}) {
  const lines = useMemo(() => paintCode(text, language), [text, language]);
  return (
    <div className={classes['code']}>
      <pre tabIndex={0} aria-label={label} role="region">
        <code>
          {lines.map((line, index) => (
            <span
              key={index}
              className={classes['line']}
              data-marked={highlightLine === index + 1 || undefined}
              data-number={hasLineNumbers ? index + 1 : undefined}
            >
              {line.map((part, at) =>
                part.look === undefined ? (
                  part.text
                ) : (
                  <span key={at} className={classes[part.look]}>
                    {part.text}
                  </span>
                ),
              )}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
      <div className={classes['codeCopy']}>
        <CopyButton value={text} />
      </div>
    </div>
  );
}
