import { UnstyledButton } from '@mantine/core';
import { IconX } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import classes from './filters.module.css';

/** A filter in force. */
export interface FilterChip {
  id: string;
  /** What is filtered: "Owner". */
  label: string;
  /** By which value: "team-a". */
  value: string;
  onRemove(): void;
}

/** The filters in force as a row of chips, each to be removed; nothing when there are none. */
export function FilterChips({ chips, onClear }: { chips: readonly FilterChip[]; onClear(): void }) {
  const text = useUiText();
  if (chips.length === 0) return null;
  return (
    <div className={classes['chips']}>
      {chips.map(chip => (
        <span key={chip.id} className={classes['chip']}>
          <span className={classes['chipText']} dir="auto">
            <span className={classes['chipLabel']}>{chip.label}</span> {chip.value}
          </span>
          <UnstyledButton
            className={classes['chipButton']}
            aria-label={text.remove(`${chip.label}: ${chip.value}`)}
            onClick={() => chip.onRemove()}
          >
            <IconX size={12} />
          </UnstyledButton>
        </span>
      ))}
      {chips.length > 1 && (
        <UnstyledButton className={classes['more']} onClick={onClear}>
          {text.clearAll}
        </UnstyledButton>
      )}
    </div>
  );
}
