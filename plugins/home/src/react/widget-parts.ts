import type { ComponentType, ReactElement } from 'react';

/** What a widget is made of. */
export interface WidgetParts {
  Content: ComponentType;
  /** Stands in the head of the card. */
  Actions?: ComponentType;
  /** Surrounds both. */
  ContextProvider?: ComponentType<{ children: ReactElement }>;
}
