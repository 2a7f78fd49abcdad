import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';

/** Cuts off what is longer than a dozen lines, until one asks for the rest. */
export function Clamped({ children }: { children: ReactNode }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || isOpen) return;
    const observer = new ResizeObserver(() => setLong(element.scrollHeight > element.clientHeight + 1));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [isOpen]);
  return (
    <>
      <div ref={frame} className={isOpen ? undefined : classes['clamped']} data-cut={isLong || undefined}>
        <div>{children}</div>
      </div>
      {(isLong || isOpen) && (
        <UnstyledButton className={classes['more'] ?? ''} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'about.less' : 'about.more')}
        </UnstyledButton>
      )}
    </>
  );
}
