import { Kbd, Modal } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useShortcuts } from '../../react/shortcuts.tsx';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

/** All keys that do something on the present page. */
export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslationRef(appTranslationRef);
  const own = useShortcuts();
  const always = [
    { keys: '↑ ↓', label: t('shortcuts.rows') },
    { keys: 'Enter', label: t('shortcuts.open') },
    { keys: 'Esc', label: t('shortcuts.close') },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('shortcuts.close') }}
    >
      <dl className={classes['shortcuts']}>
        {[...own, ...always].map(({ keys, label }) => (
          <div key={`${keys} ${label}`}>
            <dt>{label}</dt>
            <dd>
              {toKeys(keys).map(key => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

function toKeys(keys: string): string[] {
  if (keys.startsWith('mod+'))
    return [/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl', keys.slice(4).toUpperCase()];
  return keys.split(' ');
}
