import type { JSX } from 'react';
import { iconsApiRef } from '../apis/icons.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import type { IconElement } from '../wiring/feature.ts';

/** The icon with a key, as the app has it; nothing when it has none. */
export function AppIcon(props: { name: string }): IconElement {
  const icons = useOptionalApi(iconsApiRef);
  const Component = icons?.getIcon(props.name);
  return icons?.icon(props.name) ?? (Component ? <Component fontSize="inherit" /> : null);
}

/** An icon that is given by its key in the icons API, or drawn already. */
export function toIconElement(icon: string | IconElement): JSX.Element | null {
  return typeof icon === 'string' ? <AppIcon name={icon} /> : icon;
}
