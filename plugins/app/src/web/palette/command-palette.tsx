import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { Kbd } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, useUiText } from '@portico/ui';
import { IconSearch } from '@portico/ui/icons';
import type { Command } from '../../react/command-provider-blueprint.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './palette.module.css';
import { useCommands } from './use-commands.ts';

/** Finds pages, things and actions while one types, and goes or does. */
export default function CommandPalette({
  initialText = '',
  onClose,
}: {
  /** What is looked for at first. */
  initialText?: string;
  onClose(): void;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const uiText = useUiText();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [text, setText] = useState(initialText);
  const [active, setActive] = useState(0);
  const [isEntered, setEntered] = useState(false);
  const { groups, failures, isBehind, isSearching } = useCommands(text);
  const commands = groups.flatMap(group => group.commands);
  const chosen = Math.min(active, commands.length - 1);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    setActive(0);
    setEntered(false);
  }, [text]);
  useEffect(() => {
    // In braces: newer browsers return a promise, which React would take for a cleanup.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const choose = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    if (command.to !== undefined) void navigate(command.to);
    void command.run?.();
  };
  // Whoever types and enters at once means what they typed, not what still stands in the list.
  useEffect(() => {
    if (!isEntered || isBehind || !commands[0]) return;
    setEntered(false);
    choose(commands[0]);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && commands.length > 0)
      setActive((chosen + step + commands.length) % commands.length);
    else if (event.key === 'Enter' && isBehind) setEntered(true);
    else if (event.key === 'Enter') choose(commands[chosen]);
    else return;
    event.preventDefault();
  };

  let index = -1;
  return (
    <dialog
      ref={dialog}
      className={classes['palette']}
      aria-label={t('search.open')}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && onClose()}
    >
      <div className={classes['field']}>
        <IconSearch size={18} />
        <input
          // The dialog opens because the user wants to type.
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={commands[chosen] ? `${id}-${chosen}` : undefined}
          aria-label={t('search.placeholder')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd size="xs">Esc</Kbd>
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('search.results')}
        className={classes['list']}
      >
        {groups.map(group => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div aria-hidden className={classes['heading']}>
              {group.title}
            </div>
            {group.commands.map(command => {
              index += 1;
              const at = index;
              return (
                <div
                  key={command.id}
                  id={`${id}-${at}`}
                  role="option"
                  aria-selected={at === chosen}
                  className={classes['option']}
                  onPointerMove={() => setActive(at)}
                  onClick={() => choose(command)}
                >
                  <span className={classes['icon']}>{command.icon}</span>
                  <span className={classes['title']} dir="auto">
                    {command.title}
                  </span>
                  {command.subtitle !== undefined && (
                    <span className={classes['subtitle']}>{command.subtitle}</span>
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {commands.length === 0 && !isSearching && (
        <p className={classes['note']}>{t('search.nothing', { text })}</p>
      )}
      {failures.map(({ source, error }) => (
        <p key={source} className={classes['note']}>
          {t('search.failed', { source, message: describeError(error, uiText).message })}
        </p>
      ))}
      <div role="status" className={classes['count']}>
        {t('search.count', { count: commands.length })}
      </div>
    </dialog>
  );
}
