import classes from './tick.module.css';

/** A box to tick. Lists draw hundreds while they are scrolled or filtered, in a tenth of the time of a styled field. */
export function Tick({
  label,
  isChecked,
  isPartial = false,
  onToggle,
}: {
  /** Its name; that of the `<label>` around it unless told. */
  label?: string;
  isChecked: boolean;
  /** Some of what it stands for is chosen. */
  isPartial?: boolean;
  onToggle(): void;
}) {
  return (
    <input
      type="checkbox"
      className={classes['tick']}
      aria-label={label}
      checked={isChecked}
      ref={element => {
        if (element) element.indeterminate = isPartial;
      }}
      onChange={onToggle}
    />
  );
}
