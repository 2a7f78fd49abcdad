export { appearanceApiRef, type AppearanceApi, type AppearanceState } from './react/appearance-api.ts';
export { createBrowserStorage } from './react/create-browser-storage.ts';
export {
  CommandProviderBlueprint,
  type Command,
  type CommandProvider,
  type CommandSearchContext,
} from './react/command-provider-blueprint.ts';
export { CommandPaletteContext, useCommandPalette } from './react/command-palette-context.ts';
export { TopBarItemBlueprint } from './react/top-bar-item-blueprint.tsx';
export { ShortcutsProvider, useShortcut, useShortcuts, type Shortcut } from './react/shortcuts.tsx';
export { serverStateApiRef } from './react/server-state-api.ts';
export { useObservable } from './react/use-observable.ts';
