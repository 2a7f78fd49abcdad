import type { EntityExplanation, ExplainedSource } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { RelativeTime, Tag } from '@portico/ui';
import { EntityRefLink } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { PlaceLink } from './fault-list.tsx';
import { describePlace } from './source-place.ts';
import classes from './why.module.css';

/** What the catalog's rules, the permission policy and other sources have to do with an entity. */
export function DecisionList({ explanation }: { explanation: EntityExplanation }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { rules, conflicts, permission } = explanation;
  return (
    <ul className={classes['decisions']}>
      {conflicts.map((conflict, index) => (
        <li key={`conflict ${index}`}>
          <Tag level="warning">{t('decision.conflict')}</Tag>
          <div>
            <div>
              <Source source={conflict.winner} /> {t('decision.wins')} <Source source={conflict.loser} />
            </div>
            <div className={classes['hint']}>
              {conflict.reason} <RelativeTime date={conflict.lastSeenAt} />
            </div>
          </div>
        </li>
      ))}
      {rules.map((rule, index) => (
        <li key={`rule ${index}`}>
          <Tag level={rule.decision === 'allowed' ? 'ok' : 'error'}>{t(`decision.${rule.decision}`)}</Tag>
          <div>
            <div className={classes['text']}>{rule.reason}</div>
            <div className={classes['hint']}>
              {rule.rule !== undefined && !rule.reason.includes(rule.rule) && <code>{rule.rule}</code>}{' '}
              <PlaceLink place={describePlace(rule.location)} />
            </div>
          </div>
        </li>
      ))}
      <li>
        <Tag level={permission.decision === 'allow' ? 'ok' : 'error'}>
          {t(`decision.${permission.decision}`)}
        </Tag>
        <div>
          <div>{t('decision.permission', { permission: permission.permission })}</div>
          {permission.conditional && <div className={classes['hint']}>{t('decision.conditional')}</div>}
        </div>
      </li>
    </ul>
  );
}

function Source({ source }: { source: ExplainedSource }) {
  return source.type === 'entity' ? <EntityRefLink entityRef={source.name} /> : <code>{source.name}</code>;
}
