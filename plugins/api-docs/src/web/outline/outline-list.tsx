import { useMemo, useRef, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link } from '@portico/ui';
import type { OutlineGroup, OutlineItem } from './filter-outline.ts';
import classes from './outline.module.css';

type Row = { key: string; title: string } | { key: string; item: OutlineItem };

const heights = { title: 34, label: 32, hint: 46 };

/** The entries of an outline as links, of which only those in sight are drawn; arrow keys go through them. */
export function OutlineList({
  label,
  groups,
  selected,
  toSearch,
}: {
  label: string;
  groups: readonly OutlineGroup[];
  selected: string | undefined;
  /** The query of the page with an entry chosen. */
  toSearch(id: string): string;
}) {
  const frame = useRef<HTMLElement>(null);
  const rows = useMemo(() => groups.flatMap(toRows), [groups]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: index => heightOf(rows[index]),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 10,
    // Until the frame is measured, and where nothing can be.
    initialRect: { width: 280, height: 600 },
  });
  return (
    <nav ref={frame} aria-label={label} className={classes['list']} onKeyDown={moveFocus}>
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li key={key} style={{ height: size, transform: `translateY(${start}px)` }}>
              {'title' in row ? (
                <span className={classes['group']}>{row.title}</span>
              ) : (
                <ItemLink item={row.item} to={toSearch(row.item.id)} isSelected={row.item.id === selected} />
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function ItemLink({ item, to, isSelected }: { item: OutlineItem; to: string; isSelected: boolean }) {
  const { label, badge, hint, isDeprecated } = item;
  return (
    <Link to={to} className={classes['item']} aria-current={isSelected ? 'true' : undefined}>
      <span className={classes['line']}>
        {badge !== undefined && <Badge text={badge} />}
        <span className={classes['label']} data-deprecated={isDeprecated || undefined} title={label}>
          {label}
        </span>
      </span>
      {hint !== undefined && <span className={classes['hint']}>{hint}</span>}
    </Link>
  );
}

/** A short word in the colour that it has everywhere: a method, a kind of type. */
export function Badge({ text }: { text: string }) {
  return (
    <span className={classes['badge']} data-word={text.toLowerCase()}>
      {text}
    </span>
  );
}

function toRows({ id, title, items }: OutlineGroup): Row[] {
  return [{ key: `group ${id}`, title }, ...items.map(item => ({ key: `${id} ${item.id}`, item }))];
}

function heightOf(row: Row | undefined): number {
  if (!row || 'title' in row) return heights.title;
  return row.item.hint === undefined ? heights.label : heights.hint;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.findIndex(link => link === document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
