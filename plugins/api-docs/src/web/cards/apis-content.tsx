import { RELATION_CONSUMES_API, RELATION_PROVIDES_API } from '@portico/catalog-model';
import classes from './cards.module.css';
import { RelatedCard } from './related-card.tsx';

/** The tab of a component with the APIs that it provides and consumes. */
export default function ApisContent() {
  return (
    <div className={classes['two']}>
      <RelatedCard
        titleKey="providedApis"
        relation={RELATION_PROVIDES_API}
        kind="api"
        field="spec.providesApis"
      />
      <RelatedCard
        titleKey="consumedApis"
        relation={RELATION_CONSUMES_API}
        kind="api"
        field="spec.consumesApis"
      />
    </div>
  );
}
