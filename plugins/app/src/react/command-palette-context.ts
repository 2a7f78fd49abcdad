import { createContext, useContext } from 'react';

/** Tells the parts of a page how to open the command palette; a layout that has one provides it. */
export const CommandPaletteContext = createContext<(() => void) | undefined>(undefined);

/** Opens the command palette; undefined where the layout of the app has none. */
export function useCommandPalette(): (() => void) | undefined {
  return useContext(CommandPaletteContext);
}
