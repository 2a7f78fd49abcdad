import type { ReactNode } from 'react';

/** One line of a menu. */
export interface MenuEntry {
  id: string;
  label: ReactNode;
  /** A second line that says more. */
  description?: string | undefined;
  icon?: ReactNode;
  /** The page that it leads to, or a URL elsewhere. */
  to?: string | undefined;
  /** What it does, in place of leading to a page. */
  onClick?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  /** It takes something away for good. */
  isDanger?: boolean | undefined;
}
