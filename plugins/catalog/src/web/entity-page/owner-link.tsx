import { PersonAvatar } from '@portico/ui';
import { EntityRefLink, titleOf, useEntitySummary } from '../../react.ts';
import { shortName } from '../../react/entity-names.ts';
import classes from './entity-page.module.css';

/** The person or group behind a ref, with their picture. */
export function OwnerLink({ entityRef }: { entityRef: string }) {
  const { data } = useEntitySummary(entityRef);
  const profile = data?.spec?.['profile'];
  const picture =
    typeof profile === 'object' && profile !== null && 'picture' in profile ? profile['picture'] : undefined;
  return (
    <span className={classes['ownerLink']}>
      <PersonAvatar
        name={data ? titleOf(data) : shortName(entityRef)}
        picture={typeof picture === 'string' ? picture : undefined}
        size={18}
      />
      <EntityRefLink entityRef={entityRef} hideIcon />
    </span>
  );
}
