import { useState, type SubmitEvent } from 'react';
import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Dialog, useUiText } from '@portico/ui';
import { IconTrash } from '@portico/ui/icons';
import { catalogTranslationRef } from '../catalog-translation.ts';
import classes from './index-page.module.css';
import type { SavedView } from './saved-view.ts';

/** Names a view, or removes views. */
export default function ViewDialog({
  mode,
  views,
  query,
  onChange,
  onClose,
}: {
  mode: 'save' | 'remove';
  views: readonly SavedView[];
  query: string;
  onChange(views: SavedView[]): void;
  onClose(): void;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  return (
    <Dialog title={t(mode === 'save' ? 'views.saveTitle' : 'views.removeTitle')} size="sm" onClose={onClose}>
      {mode === 'save' ? (
        <NameForm
          onCancel={onClose}
          onSave={name => {
            onChange([...views.filter(view => view.name !== name), { name, query }]);
            onClose();
          }}
        />
      ) : (
        <ViewList
          views={views}
          onRemove={name => {
            const rest = views.filter(view => view.name !== name);
            onChange(rest);
            if (rest.length === 0) onClose();
          }}
        />
      )}
    </Dialog>
  );
}

function NameForm({ onSave, onCancel }: { onSave(name: string): void; onCancel(): void }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const [name, setName] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onSave(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          label={t('views.name')}
          description={t('views.hint')}
          value={name}
          maxLength={80}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('views.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('views.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ViewList({ views, onRemove }: { views: readonly SavedView[]; onRemove(name: string): void }) {
  const text = useUiText();
  return (
    <ul className={classes['views']}>
      {views.map(({ name }) => (
        <li key={name}>
          <span dir="auto">{name}</span>
          <ActionIcon aria-label={text.remove(name)} title={text.remove(name)} onClick={() => onRemove(name)}>
            <IconTrash />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
