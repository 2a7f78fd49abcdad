import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { CodeLine, type CodeLines } from './code-line.tsx';
import classes from './content.module.css';
import { CopyButton } from './copy-button.tsx';
import { useUiText } from '../ui-text.tsx';
import { splitLines, type CodeLanguage } from './paint-code.ts';

const LongCode = lazy(() => import('./long-code.tsx'));

const mostLinesAtOnce = 500;

/** A block of code with a button that copies it, coloured by its language. The marked line is brought into sight. */
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
  const { copy } = useUiText();
  const lines = useMemo(() => splitLines(text), [text]);
  const shown = { lines, language, label, highlightLine, hasLineNumbers };
  return (
    <div className={classes['code']}>
      {lines.length > mostLinesAtOnce ? (
        <Suspense fallback={<ShortCode {...shown} lines={lines.slice(0, 50)} />}>
          <LongCode {...shown} />
        </Suspense>
      ) : (
        <ShortCode {...shown} />
      )}
      <div className={classes['codeCopy']}>
        <CopyButton value={text} label={`${copy}: ${label}`} />
      </div>
    </div>
  );
}

function ShortCode({ lines, language, label, highlightLine, hasLineNumbers }: CodeLines) {
  const frame = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const { current } = frame;
    const line = current?.querySelector<HTMLElement>('[data-marked]');
    if (current && line) current.scrollTop = line.offsetTop - current.clientHeight / 2;
  }, [highlightLine, lines]);
  return (
    <pre ref={frame} tabIndex={0} aria-label={label} role="region">
      <code>
        {lines.map((line, index) => (
          <CodeLine
            key={index}
            text={line}
            language={language}
            number={hasLineNumbers ? index + 1 : undefined}
            isMarked={highlightLine === index + 1}
          />
        ))}
      </code>
    </pre>
  );
}
