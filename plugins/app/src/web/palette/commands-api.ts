import { createApiRef } from '@portico/frontend-plugin-api';
import type { CommandProvider } from '../../react/command-provider-blueprint.ts';

/** The providers of commands that plugins have installed. */
export interface CommandsApi {
  readonly providers: readonly CommandProvider[];
}

/** {@link CommandsApi}. */
export const commandsApiRef = createApiRef<CommandsApi>().with({ id: 'portico.commands', pluginId: 'app' });
