/** An entry of an outline. */
export interface OutlineItem {
  /** Unique in the outline; it goes into the URL. */
  id: string;
  label: string;
  /** A short word before the label, such as a method. */
  badge?: string | undefined;
  /** A line below the label. */
  hint?: string | undefined;
  isDeprecated?: boolean | undefined;
  /** More words that the search finds it by. */
  keywords?: string | undefined;
}

/** Entries that belong together. */
export interface OutlineGroup {
  id: string;
  title: string;
  items: readonly OutlineItem[];
}

/** The entries that have all words of a text in their label, badge, hint or keywords. */
export function filterOutline(groups: readonly OutlineGroup[], text: string): OutlineGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups.filter(group => group.items.length > 0);
  return groups.flatMap(group => {
    const items = group.items.filter(({ label, badge, hint, keywords }) => {
      const all = [label, badge, hint, keywords].join(' ').toLowerCase();
      return words.every(word => all.includes(word));
    });
    return items.length > 0 ? [{ ...group, items }] : [];
  });
}
