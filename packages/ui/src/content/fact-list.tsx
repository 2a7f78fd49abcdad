import type { ReactNode } from 'react';
import classes from './content.module.css';

/** One thing that is known, and its name. */
export interface Fact {
  label: string;
  value: ReactNode;
  /** A sentence about it, for those who rest on its name. */
  hint?: string | undefined;
}

/** Names and values below each other, as in a card about something. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes['facts']}>
      {facts.map(({ label, value, hint }) => (
        <div key={label}>
          <dt title={hint}>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
