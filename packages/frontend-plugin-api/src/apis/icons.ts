import type { ComponentType } from 'react';
import type { IconElement } from '../wiring/feature.ts';
import { createApiRef } from './api-ref.ts';

/** A component that draws an icon. */
export type IconComponent = ComponentType<{ fontSize?: 'medium' | 'large' | 'small' | 'inherit' }>;

/** The icons of the app, by key. */
export interface IconsApi {
  icon(key: string): IconElement | undefined;
  getIcon(key: string): IconComponent | undefined;
  listIconKeys(): string[];
}

/** {@link IconsApi}. */
export const iconsApiRef = createApiRef<IconsApi>().with({ id: 'core.icons', pluginId: 'app' });
