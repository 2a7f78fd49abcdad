import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogReactTranslationRef } from './catalog-react-translation.ts';
import classes from './entity-links.module.css';
import type { EntityOrRef, RefDefaults } from './entity-names.ts';
import { EntityRefLink } from './entity-ref-link.tsx';

/** Links to some entities, one after the other; those beyond `limit`, five unless given, on demand. */
export function EntityRefList({
  entityRefs,
  limit = 5,
  ...props
}: RefDefaults & {
  entityRefs: readonly EntityOrRef[];
  limit?: number;
  hideIcons?: boolean;
}) {
  const { t } = useTranslationRef(catalogReactTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { hideIcons, ...defaults } = props;
  const shown = isOpen ? entityRefs : entityRefs.slice(0, limit);
  const rest = entityRefs.length - shown.length;
  if (entityRefs.length === 0) return <span className={classes['none']}>{t('none')}</span>;
  return (
    <span className={classes['list']}>
      {shown.map((entityRef, index) => (
        <EntityRefLink key={index} entityRef={entityRef} hideIcon={hideIcons} {...defaults} />
      ))}
      {rest > 0 && (
        <UnstyledButton className={classes['more'] ?? ''} onClick={() => setOpen(true)}>
          {t('more', { count: rest })}
        </UnstyledButton>
      )}
    </span>
  );
}
