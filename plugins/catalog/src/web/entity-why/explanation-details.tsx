import type { EntityExplanation } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card } from '@portico/ui';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { DecisionList } from './decision-list.tsx';
import { FaultList } from './fault-list.tsx';
import { toFaults } from './faults.ts';
import { HistoryList } from './history-list.tsx';
import { OriginList } from './origin-list.tsx';
import { ProcessorList } from './processor-list.tsx';
import { ScheduleFacts } from './schedule-facts.tsx';
import classes from './why.module.css';

/** What has been in the catalog; of anything else there are no changes to ask for. */
const hasHistory: readonly EntityExplanation['state'][] = ['present', 'stale', 'orphan', 'removed'];

/** All that is known about why an entity is as it is: what is wrong first, then where it comes from and what has changed. */
export function ExplanationDetails({ explanation }: { explanation: EntityExplanation }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const faults = toFaults(explanation);
  const { rules, conflicts, processors, state } = explanation;
  const isKnown = state !== 'absent';
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        {faults.length > 0 && (
          <Card title={t('why.faults', { count: faults.length })}>
            <FaultList faults={faults} />
          </Card>
        )}
        {isKnown && (
          <Card title={t('why.origin')}>
            <OriginList explanation={explanation} />
          </Card>
        )}
        {hasHistory.includes(state) && (
          <Card title={t('why.history')}>
            <HistoryList entityRef={explanation.entityRef} />
          </Card>
        )}
      </div>
      <div className={classes['column']}>
        {isKnown && (
          <Card title={t('why.schedule')}>
            <ScheduleFacts explanation={explanation} />
          </Card>
        )}
        {(rules.length > 0 || conflicts.length > 0 || isKnown) && (
          <Card title={t('why.decisions')}>
            <DecisionList explanation={explanation} />
          </Card>
        )}
        {processors.length > 0 && (
          <Card title={t('why.processors')}>
            <ProcessorList processors={processors} />
          </Card>
        )}
      </div>
    </div>
  );
}
