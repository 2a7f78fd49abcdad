import type { ReactNode } from 'react';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  type ApiHolder,
} from '@portico/frontend-plugin-api';

/** Something to go to or to do, as the command palette lists it. */
export interface Command {
  /** Unique among the commands of its provider, and the same each time. */
  id: string;
  title: string;
  /** More words to find it by, and to tell it from others. */
  subtitle?: string;
  icon?: ReactNode;
  /** The page that it leads to. */
  to?: string;
  /** What it does, in place of leading to a page. */
  run?(): void | Promise<void>;
}

/** What a provider works with. */
export interface CommandSearchContext {
  apis: ApiHolder;
  /** Ends when the user has typed on. */
  signal: AbortSignal;
}

/** Gives commands for what the user types. */
export interface CommandProvider {
  /** The heading above its commands. */
  title: string;
  /** The commands for a text without white space around it; for an empty one, what is offered at first, if anything. */
  search(text: string, context: CommandSearchContext): Promise<readonly Command[]> | readonly Command[];
}

const providerRef = createExtensionDataRef<CommandProvider>().with({ id: 'portico.command-provider' });

/** Adds commands to the palette: `command-provider:<plugin id>[/<name>]`. The loader runs when the palette is first opened. */
export const CommandProviderBlueprint = createExtensionBlueprint({
  kind: 'command-provider',
  attachTo: { id: 'api:app/commands', input: 'providers' },
  output: [providerRef],
  dataRefs: { provider: providerRef },
  factory: (params: { provider: CommandProvider }) => [providerRef(params.provider)],
});
