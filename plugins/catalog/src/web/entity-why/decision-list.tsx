import type { EntityExplanation, ExplainedRule, ExplainedSource } from '@portico/catalog-client';
import { parseEntityRef } from '@portico/catalog-model/refs';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { RelativeTime, Tag } from '@portico/ui';
import { findKind, useCatalogModel, useKindName } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { AncestorLink } from './ancestor-link.tsx';
import { PlaceLink } from './fault-list.tsx';
import { describePlace } from './source-place.ts';
import classes from './why.module.css';

/** What the catalog's rules, the permission policy and other sources have to do with an entity. */
export function DecisionList({ explanation }: { explanation: EntityExplanation }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { rules, conflicts, permission } = explanation;
  const ref = parseEntityRef(explanation.entityRef);
  const kind = useKindName()(ref.kind);
  const written = findKind(useCatalogModel().data, ref.kind)?.kind ?? ref.kind;
  const ruleText = useRuleText();
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
              {t('decision.firstWins')} <RelativeTime date={conflict.lastSeenAt} />
            </div>
          </div>
        </li>
      ))}
      {rules.map((rule, index) => (
        <li key={`rule ${index}`}>
          <Tag level={rule.decision === 'allowed' ? 'ok' : 'error'}>{t(`decision.${rule.decision}`)}</Tag>
          <div>
            <div className={classes['text']}>{ruleText(rule, kind)}</div>
            <div className={classes['hint']}>
              <RulePlace location={rule.location} />
            </div>
            {rule.decision === 'refused' && (
              <div className={classes['hint']}>{t('decision.addRule', { kind: written })}</div>
            )}
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

/** Which rule lets the kind in from there; that none does is all that is known of those it keeps out. */
function useRuleText(): (rule: ExplainedRule, kind: string) => string {
  const { t } = useTranslationRef(entityTranslationRef);
  return ({ decision, rule }, kind) => {
    if (decision === 'refused') return t('decision.noRule', { kind });
    return rule?.startsWith('catalog.')
      ? t('decision.byRule', { rule, kind })
      : t('decision.byDefault', { kind });
  };
}

/** What was refused is told with the entity that declares it. */
function RulePlace({ location }: { location: string }) {
  return location.startsWith('location:') ? (
    <AncestorLink entityRef={location} />
  ) : (
    <PlaceLink place={describePlace(location)} />
  );
}

function Source({ source }: { source: ExplainedSource }) {
  return source.type === 'entity' ? <AncestorLink entityRef={source.name} /> : <code>{source.name}</code>;
}
