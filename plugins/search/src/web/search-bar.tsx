import { Kbd, UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useCommandPalette } from '@portico/plugin-app/react';
import { IconSearch } from '@portico/ui/icons';
import classes from './search-bar.module.css';
import { searchTranslationRef } from './search-translation.ts';

/** Opens the command palette. Nothing where the layout of the app has none. */
export function SearchBar() {
  const { t } = useTranslationRef(searchTranslationRef);
  const open = useCommandPalette();
  if (!open) return null;
  return (
    <UnstyledButton className={classes['field']} onClick={open} aria-haspopup="dialog">
      <IconSearch size={18} />
      <span>{t('field')}</span>
      <Kbd aria-hidden>/</Kbd>
    </UnstyledButton>
  );
}
