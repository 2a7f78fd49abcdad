import { useState, type CSSProperties, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconGripVertical,
  IconX,
} from '@portico/ui/icons';
import type { PlacedWidget } from './arrangement.ts';
import { homeTranslationRef } from './home-translation.ts';
import classes from './home.module.css';

const dragType = 'application/x-portico-widget';

/** A widget in its place; while the page is being arranged, with handles to move, resize and remove it. */
export function WidgetFrame({
  item,
  title,
  index,
  isArranging,
  onMove,
  onMoveHere,
  onResize,
  onRemove,
  children,
}: {
  item: PlacedWidget;
  title: string;
  index: number;
  isArranging: boolean;
  onMove(to: number): void;
  /** Another widget was dropped on this one. */
  onMoveHere(from: number): void;
  onResize(by: number): void;
  onRemove(): void;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(homeTranslationRef);
  const [isTarget, setTarget] = useState(false);
  const style = { '--portico-span': item.width } as CSSProperties;
  if (!isArranging) {
    return (
      <div className={classes['cell']} style={style}>
        {children}
      </div>
    );
  }
  const actions = [
    {
      label: t('earlier', { title }),
      icon: <IconArrowLeft />,
      isOn: item.movable,
      run: () => onMove(index - 1),
    },
    {
      label: t('later', { title }),
      icon: <IconArrowRight />,
      isOn: item.movable,
      run: () => onMove(index + 1),
    },
    {
      label: t('narrower', { title }),
      icon: <IconArrowsMinimize />,
      isOn: item.resizable,
      className: classes['width'],
      run: () => onResize(-1),
    },
    {
      label: t('wider', { title }),
      icon: <IconArrowsMaximize />,
      isOn: item.resizable,
      className: classes['width'],
      run: () => onResize(1),
    },
    { label: t('remove', { title }), icon: <IconX />, isOn: item.deletable, run: onRemove },
  ];
  return (
    <div
      className={classes['cell']}
      style={style}
      data-arranging
      data-target={isTarget || undefined}
      draggable={item.movable}
      onDragStart={event => event.dataTransfer.setData(dragType, String(index))}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={event => {
        event.preventDefault();
        setTarget(false);
        onMoveHere(Number(event.dataTransfer.getData(dragType)));
      }}
    >
      <div className={classes['handles']}>
        {item.movable && <IconGripVertical />}
        {actions
          .filter(action => action.isOn)
          .map(action => (
            <ActionIcon
              key={action.label}
              aria-label={action.label}
              title={action.label}
              size={24}
              className={action.className}
              onClick={action.run}
            >
              {action.icon}
            </ActionIcon>
          ))}
      </div>
      <div inert>{children}</div>
    </div>
  );
}
