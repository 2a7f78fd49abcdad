import type { ComponentType, ReactElement } from 'react';

/** What a widget is made of. */
export interface WidgetParts {
  Content: ComponentType;
  /** Stands in the head of the card. */
  Actions?: ComponentType;
  /** The content brings its own frame: no card is drawn around it, and no title. */
  isBare?: boolean;
  /** Surrounds both. */
  ContextProvider?: ComponentType<{ children: ReactElement }>;
}
