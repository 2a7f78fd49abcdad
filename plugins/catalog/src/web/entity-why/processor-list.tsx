import type { ExplainedProcessor } from '@portico/catalog-client';
import classes from './why.module.css';

/** The processors of the last run with the time that each took, drawn against the longest. */
export function ProcessorList({ processors }: { processors: readonly ExplainedProcessor[] }) {
  const longest = Math.max(...processors.map(({ durationMs }) => durationMs), 0.001);
  return (
    <ul className={classes['processors']}>
      {processors.map(({ name, stages, durationMs }) => (
        <li key={name}>
          <span className={classes['processor']}>{name}</span>
          <span className={classes['number']}>
            {durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms
          </span>
          <span className={classes['hint']}>{stages.join(', ')}</span>
          <span
            aria-hidden
            className={classes['bar']}
            style={{ width: `${(durationMs / longest) * 100}%` }}
          />
        </li>
      ))}
    </ul>
  );
}
