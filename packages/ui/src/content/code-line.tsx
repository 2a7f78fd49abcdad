import { useMemo, type CSSProperties } from 'react';
import classes from './content.module.css';
import { paintLine, type CodeLanguage } from './paint-code.ts';

/** The lines of a block of code, and how they are shown. */
export interface CodeLines {
  lines: readonly string[];
  language: CodeLanguage;
  label: string;
  highlightLine: number | undefined;
  hasLineNumbers: boolean;
}

/** One line of a code in its colours. */
export function CodeLine({
  text,
  language,
  number,
  isMarked,
  style,
}: {
  text: string;
  language: CodeLanguage;
  /** Shown before the line. */
  number?: number | undefined;
  isMarked: boolean;
  style?: CSSProperties;
}) {
  const parts = useMemo(() => paintLine(text, language), [text, language]);
  return (
    <span className={classes['line']} data-marked={isMarked || undefined} data-number={number} style={style}>
      {parts.map((part, at) =>
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
  );
}
