import type { ReactNode } from 'react';
import classes from './definition.module.css';

/** A part of what is shown of a definition, with a small heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes['section']}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** The head of what is shown: a heading, and facts beside it. */
export function DetailHead({
  title,
  meta,
  children,
}: {
  title: ReactNode;
  meta?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes['head']}>
      <div className={classes['headline']}>
        <h3>{title}</h3>
        {meta}
      </div>
      {children}
    </div>
  );
}
