import type { ReactNode } from 'react';
import { IconLock } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import { EmptyState } from './empty-state.tsx';

/** Says that the user may not see this, which permission it takes and whom to ask. */
export function ForbiddenState({
  permission,
  action,
  isPage,
}: {
  /** The name of the permission, such as `catalog.entity.read`. */
  permission?: string | undefined;
  action?: ReactNode;
  /** It is all that the page has. */
  isPage?: boolean | undefined;
}) {
  const text = useUiText();
  return (
    <EmptyState
      icon={IconLock}
      title={text.forbiddenTitle}
      text={text.forbiddenText(permission)}
      action={action}
      isPage={isPage}
    />
  );
}
