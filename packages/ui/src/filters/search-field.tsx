import { useEffect, useRef, useState } from 'react';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';

/** A field that filters while one types: the value is handed on after a pause of 200 ms, at once on Enter. */
export function SearchField({
  value,
  onChange,
  label,
  placeholder = label,
}: {
  value: string;
  onChange(value: string): void;
  label: string;
  placeholder?: string | undefined;
}) {
  const text = useUiText();
  const [draft, setDraft] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setDraft(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (next: string, delay: number) => {
    clearTimeout(timer.current);
    setDraft(next);
    if (delay === 0) onChange(next);
    else timer.current = setTimeout(() => onChange(next), delay);
  };
  return (
    <TextInput
      type="search"
      role="searchbox"
      value={draft}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} />}
      rightSection={
        draft === '' ? undefined : (
          <CloseButton size="sm" aria-label={text.clear} onClick={() => commit('', 0)} />
        )
      }
      onChange={event => commit(event.currentTarget.value, 200)}
      onKeyDown={event => event.key === 'Enter' && commit(draft, 0)}
    />
  );
}
