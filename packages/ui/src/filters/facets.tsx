import { FacetSection, type FacetGroup } from './facet-section.tsx';
import classes from './filters.module.css';

/** Groups of values to filter by, each with how many it would leave. */
export function Facets({ label, groups }: { label: string; groups: readonly FacetGroup[] }) {
  return (
    <div role="group" aria-label={label} className={classes['facets']}>
      {groups.map(group => (
        <FacetSection key={group.id} group={group} />
      ))}
    </div>
  );
}
