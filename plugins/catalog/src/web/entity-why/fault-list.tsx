import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, Tag } from '@portico/ui';
import { useProblemWords } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import type { Fault } from './faults.ts';
import type { SourcePlace } from './source-place.ts';
import classes from './why.module.css';

/** Faults below each other: what, where, and what to do. */
export function FaultList({ faults }: { faults: readonly Fault[] }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const wordsOf = useProblemWords();
  return (
    <ul className={classes['faults']}>
      {faults
        .map(fault => ({ ...fault, ...wordsOf(fault) }))
        .map((fault, index) => (
          <li key={index}>
            <div className={classes['faultHead']}>
              <Tag level={fault.severity}>
                {t(fault.severity === 'error' ? 'fault.error' : 'fault.warning')}
              </Tag>
              <span className={classes['faultText']}>{fault.message}</span>
            </div>
            {(fault.place || fault.field !== undefined) && (
              <div className={classes['faultPlace']}>
                {fault.place && <PlaceLink place={fault.place} />}
                {fault.field !== undefined && <code>{fault.field}</code>}
              </div>
            )}
            {fault.hint !== undefined && <div className={classes['faultHint']}>{fault.hint}</div>}
          </li>
        ))}
    </ul>
  );
}

/** A place in a file, as a link where it has an address. */
export function PlaceLink({ place }: { place: SourcePlace }) {
  return place.href === undefined ? (
    <code title={place.title}>{place.label}</code>
  ) : (
    <Link to={place.href} title={place.title}>
      <code>{place.label}</code>
    </Link>
  );
}
