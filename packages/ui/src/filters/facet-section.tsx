import { useId, useState, type ReactNode } from 'react';
import { TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '../icons.ts';
import { SkeletonLine } from '../states/loading-state.tsx';
import { useUiText } from '../ui-text.tsx';
import { Tick } from './tick.tsx';
import { useNumberFormat } from './use-number-format.ts';
import classes from './filters.module.css';

/** A value to filter by. */
export interface FacetOption {
  value: string;
  /** The value itself unless told. */
  label?: string | undefined;
  /** How many things have it. */
  count?: number | undefined;
  icon?: ReactNode;
}

/** A property to filter by, and which of its values are chosen. */
export interface FacetGroup {
  id: string;
  title: string;
  options: readonly FacetOption[];
  selected: readonly string[];
  onChange(selected: string[]): void;
  /** One value at most, as with radio buttons; choosing it again clears it. */
  isSingle?: boolean | undefined;
  isLoading?: boolean | undefined;
  /** Closed until it is opened or has a chosen value. */
  isClosed?: boolean | undefined;
  /** How many values are there before more are asked for; eight unless told. */
  shortLength?: number | undefined;
}

const usualShortLength = 8;

/** One group of {@link Facets}: the chosen values first, a search field when there are many. */
export function FacetSection({ group }: { group: FacetGroup }) {
  const id = useId();
  const [isOpen, setOpen] = useState(!group.isClosed || group.selected.length > 0);
  return (
    <section className={classes['section']}>
      <h3 className={classes['sectionHead']}>
        <UnstyledButton
          aria-expanded={isOpen}
          aria-controls={id}
          className={classes['sectionButton']}
          onClick={() => setOpen(!isOpen)}
        >
          {group.title}
          {group.selected.length > 0 && <span className={classes['badge']}>{group.selected.length}</span>}
          <IconChevronDown size={14} className={isOpen ? classes['open'] : classes['closed']} />
        </UnstyledButton>
      </h3>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Options group={group} />}
      </div>
    </section>
  );
}

function Options({ group }: { group: FacetGroup }) {
  const text = useUiText();
  const [search, setSearch] = useState('');
  const [isLong, setLong] = useState(false);
  const { shortLength = usualShortLength } = group;
  const all = withSelected(group);
  if (group.isLoading && all.length === 0) return <OptionSkeletons />;
  const needle = search.trim().toLocaleLowerCase();
  const found = all.filter(option => (option.label ?? option.value).toLocaleLowerCase().includes(needle));
  const shown = isLong || needle !== '' ? found.slice(0, 200) : found.slice(0, shortLength);
  return (
    <>
      {all.length > shortLength && (
        <TextInput
          size="xs"
          type="search"
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
          placeholder={text.filter}
          aria-label={text.filterOptions(group.title)}
          className={classes['search']}
        />
      )}
      <ul className={classes['options']}>
        {shown.map(option => (
          <OptionItem key={option.value} group={group} option={option} />
        ))}
      </ul>
      {needle === '' && found.length > shortLength && (
        <UnstyledButton className={classes['more']} onClick={() => setLong(!isLong)}>
          {isLong ? text.showLess : text.showMore(found.length - shortLength)}
        </UnstyledButton>
      )}
    </>
  );
}

function OptionItem({ group, option }: { group: FacetGroup; option: FacetOption }) {
  const format = useNumberFormat();
  const { selected, onChange, isSingle } = group;
  const isChosen = selected.includes(option.value);
  const toggle = () => {
    const rest = isSingle ? [] : selected.filter(value => value !== option.value);
    onChange(isChosen ? rest : [...rest, option.value]);
  };
  return (
    <li>
      <label className={classes['option']}>
        <Tick isChecked={isChosen} onToggle={toggle} />
        {option.icon}
        <span className={classes['optionName']} title={option.label ?? option.value} dir="auto">
          {option.label ?? option.value}
        </span>
        {option.count !== undefined && (
          // The blank keeps value and count apart in the name of the box.
          <span className={classes['count']}> {format(option.count)}</span>
        )}
      </label>
    </li>
  );
}

/** Chosen values that no thing has any more are still there to be unchosen. */
function withSelected({ options, selected }: FacetGroup): readonly FacetOption[] {
  const lost = selected.filter(value => !options.some(option => option.value === value));
  return lost.length === 0 ? options : [...lost.map(value => ({ value })), ...options];
}

function OptionSkeletons() {
  return (
    <div className={classes['skeletons']}>
      {['70%', '55%', '80%'].map(width => (
        <SkeletonLine key={width} width={width} height={10} />
      ))}
    </div>
  );
}
