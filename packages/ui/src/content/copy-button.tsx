import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';

/** Copies a text to the clipboard and says that it did. */
export function CopyButton({ value, label }: { value: string; label?: string | undefined }) {
  const text = useUiText();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const name = copied ? text.copied : (label ?? text.copy);
  return (
    <ActionIcon aria-label={name} title={name} onClick={() => copy(value)}>
      {copied ? <IconCheck /> : <IconCopy />}
    </ActionIcon>
  );
}
