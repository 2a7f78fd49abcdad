import type { IconComponent, IconElement, IconsApi } from '@portico/frontend-plugin-api';
import { isValidElement } from 'react';

/** The icons of the app by key; later bundles win. */
export function createIcons(bundles: readonly Record<string, IconComponent | IconElement>[]): IconsApi {
  const icons = new Map(bundles.flatMap(bundle => Object.entries(bundle)));
  return {
    listIconKeys: () => [...icons.keys()],
    icon(key) {
      const icon = icons.get(key);
      if (icon === undefined || icon === null || isValidElement(icon)) return icon as IconElement | undefined;
      const Component = icon as IconComponent;
      return <Component fontSize="inherit" />;
    },
    getIcon(key) {
      const icon = icons.get(key);
      if (icon === undefined) return undefined;
      return icon === null || isValidElement(icon) ? () => icon : (icon as IconComponent);
    },
  };
}
