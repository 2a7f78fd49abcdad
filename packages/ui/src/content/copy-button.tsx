import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';

/** Copies a text to the clipboard and says that it did. */
export function CopyButton({
  value,
  label,
  isTextShown = false,
}: {
  value: string;
  /** What it copies, as the name of the button. */
  label?: string | undefined;
  /** Shows the name beside the icon. */
  isTextShown?: boolean;
}) {
  const text = useUiText();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const name = copied ? text.copied : (label ?? text.copy);
  const icon = copied ? <IconCheck /> : <IconCopy />;
  if (isTextShown) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={() => copy(value)}>
        {name}
      </Button>
    );
  }
  return (
    <ActionIcon aria-label={name} title={name} onClick={() => copy(value)}>
      {icon}
    </ActionIcon>
  );
}
