import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
  type ProfileInfo,
  type UserIdentity,
} from '@portico/frontend-plugin-api';
import { EntityRefLink } from '@portico/plugin-catalog/react';
import { Card, ErrorState, FactList, LoadingState, PersonAvatar } from '@portico/ui';
import { isGuest } from './is-guest.ts';
import { settingsTranslationRef } from './settings-translation.ts';
import classes from './settings.module.css';

type State = { profile: ProfileInfo; identity: UserIdentity } | { error: unknown } | undefined;

/** The user as the portal knows them. */
export function ProfileCard() {
  const { t } = useTranslationRef(settingsTranslationRef);
  const api = useApi(identityApiRef);
  const [state, setState] = useState<State>();
  useEffect(() => {
    Promise.all([api.getProfileInfo(), api.getBackstageIdentity()]).then(
      ([profile, identity]) => setState({ profile, identity }),
      (error: unknown) => setState({ error }),
    );
  }, [api]);
  if (!state) return <LoadingState />;
  if ('error' in state) return <ErrorState title={t('failed')} error={state.error} />;
  const { profile, identity } = state;
  const name = profile.displayName ?? identity.userEntityRef.replace(/^.*\//, '');
  return (
    <Card
      title={t('profile')}
      actions={
        <Button variant="default" onClick={() => void api.signOut()}>
          {t('signOut')}
        </Button>
      }
    >
      {isGuest(identity.userEntityRef) && <p className={classes['hint']}>{t('guestKeeps')}</p>}
      <div className={classes['person']}>
        <PersonAvatar name={name} picture={profile.picture} size={40} />
        <strong>{name}</strong>
      </div>
      <FactList
        facts={[
          { label: t('ref'), value: <EntityRefLink entityRef={identity.userEntityRef} /> },
          ...(profile.email ? [{ label: t('email'), value: profile.email }] : []),
          {
            label: t('owns'),
            value: identity.ownershipEntityRefs.map(ref => (
              <div key={ref}>
                <EntityRefLink entityRef={ref} />
              </div>
            )),
          },
        ]}
      />
    </Card>
  );
}
