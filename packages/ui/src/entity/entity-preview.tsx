import type { ReactElement, ReactNode } from 'react';
import { Popover } from '@mantine/core';
import classes from './entity.module.css';

/** The small window below a link; a part of its own, since most pages are left without one being opened. */
export default function EntityPreview({
  target,
  onEnter,
  onLeave,
  onClose,
  children,
}: {
  target: ReactElement;
  onEnter(): void;
  onLeave(): void;
  onClose(): void;
  children: ReactNode;
}) {
  return (
    <Popover
      opened
      onChange={isOpen => !isOpen && onClose()}
      position="bottom-start"
      offset={6}
      width={320}
      withinPortal
      withRoles={false}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown
        onPointerEnter={onEnter}
        onPointerLeave={onLeave}
        className={classes['preview'] ?? ''}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
