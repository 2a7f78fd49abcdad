import type { EntityExplanation } from '@portico/catalog-client';
import { parseEntityRef } from '@portico/catalog-model/refs';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EntityLink, RelativeTime, Tag } from '@portico/ui';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { AncestorLink } from './ancestor-link.tsx';
import { PlaceLink } from './fault-list.tsx';
import { toOriginSteps, type OriginStep } from './origin-steps.ts';
import { describePlace } from './source-place.ts';
import classes from './why.module.css';

/** The way from whoever declares an entity down to it, step by step. */
export function OriginList({ explanation }: { explanation: EntityExplanation }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const steps = toOriginSteps(explanation);
  if (steps.length === 0) return <p className={classes['hint']}>{t('why.noOrigin')}</p>;
  return (
    <ol className={classes['origin']}>
      {steps.map((step, index) => (
        <li key={index}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: OriginStep }) {
  const { t } = useTranslationRef(entityTranslationRef);
  if (step.type === 'provider') return <Provider step={step} />;
  return (
    <>
      <Ancestor step={step} />
      {step.location !== undefined && (
        <div className={classes['hint']}>
          {t('why.readFrom')} <PlaceLink place={describePlace(step.location)} />
        </div>
      )}
    </>
  );
}

function Provider({ step: { name, removalHeldSince } }: { step: Extract<OriginStep, { type: 'provider' }> }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const own: Record<string, string> = {
    ConfigLocationProvider: t('provider.config'),
    DefaultLocationStore: t('provider.registered'),
  };
  const known = Object.hasOwn(own, name) ? own[name] : undefined;
  return (
    <>
      <div>{known ?? t('provider.other', { name })}</div>
      {known !== undefined && <div className={classes['hint']}>{name}</div>}
      {removalHeldSince !== undefined && (
        <>
          <div className={classes['held']}>
            <Tag level="warning">{t('provider.held')}</Tag>
            <RelativeTime date={removalHeldSince} />
          </div>
          <div className={classes['hint']}>
            {t('provider.heldHint')}{' '}
            <code>{`POST /api/catalog/providers/${encodeURIComponent(name)}/release`}</code>
          </div>
        </>
      )}
    </>
  );
}

function Ancestor({ step: { entityRef, isSelf } }: { step: Extract<OriginStep, { type: 'entity' }> }) {
  const { t } = useTranslationRef(entityTranslationRef);
  if (isSelf) return <EntityLink kind={parseEntityRef(entityRef).kind} title={t('why.self')} />;
  return <AncestorLink entityRef={entityRef} />;
}
