import { Kbd } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Dialog } from '@portico/ui';
import { useShortcuts } from '../../react/shortcuts.tsx';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

/** All keys that do something on the present page. */
export default function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslationRef(appTranslationRef);
  const own = useShortcuts();
  const always = [
    { keys: '↑ ↓', label: t('shortcuts.rows') },
    { keys: 'Enter', label: t('shortcuts.open') },
    { keys: 'Esc', label: t('shortcuts.close') },
  ];
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className={classes['shortcuts']}>
        {[...Map.groupBy([...own, ...always], ({ label }) => label)].map(([label, shortcuts]) => (
          <div key={label}>
            <dt>{label}</dt>
            {shortcuts.map(({ keys }) => (
              <dd key={keys}>
                {toKeys(keys).map(key => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function toKeys(keys: string): string[] {
  if (!keys.startsWith('mod+')) return keys.split(' ');
  return [
    /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl',
    keys.slice('mod+'.length).toUpperCase(),
  ];
}
