import { useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { CodeLine, type CodeLines } from './code-line.tsx';
import classes from './content.module.css';

const lineHeight = 20;

/** A code of thousands of lines, of which only those in sight are drawn. */
export default function LongCode({ lines, language, label, highlightLine, hasLineNumbers }: CodeLines) {
  const frame = useRef<HTMLPreElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  useEffect(() => {
    if (highlightLine !== undefined) virtualizer.scrollToIndex(highlightLine - 1, { align: 'center' });
  }, [virtualizer, highlightLine]);
  return (
    <pre ref={frame} tabIndex={0} aria-label={label} role="region">
      <code className={classes['long']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <CodeLine
            key={index}
            text={lines[index] ?? ''}
            language={language}
            number={hasLineNumbers ? index + 1 : undefined}
            isMarked={highlightLine === index + 1}
            style={{ height: lineHeight, transform: `translateY(${start}px)` }}
          />
        ))}
      </code>
    </pre>
  );
}
