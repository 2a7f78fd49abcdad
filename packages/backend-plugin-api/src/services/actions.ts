import type { BasicPermission } from '@portico/permissions';
import type { JsonObject, JsonValue } from '@portico/config';
import type { z } from 'zod';
import { createServiceRef } from '../create-service-ref.ts';
import type { Credentials } from './auth.ts';
import type { LoggerService } from './logging.ts';

/** What an action may change; destructive unless read-only, by default. */
export interface ActionAttributes {
  destructive?: boolean;
  idempotent?: boolean;
  readOnly?: boolean;
}

/**
 * An action that people, templates and agents can invoke. The schemas are made
 * by functions, so that the registry chooses the Zod that is handed in.
 */
export interface ActionRegistration<
  TInput extends z.ZodObject = z.ZodObject,
  TOutput extends z.ZodObject = z.ZodObject,
  TSecrets extends z.ZodObject = z.ZodObject,
> {
  name: string;
  title: string;
  description: string;
  schema: {
    input: (zod: typeof z) => TInput;
    output: (zod: typeof z) => TOutput;
    secrets?: (zod: typeof z) => TSecrets;
  };
  examples?: { title: string; description?: string; input: z.input<TInput>; output?: z.input<TOutput> }[];
  /** Who may see and invoke it; everyone who is signed in, when absent. */
  visibilityPermission?: BasicPermission;
  attributes?: ActionAttributes;
  action(context: {
    input: z.output<TInput>;
    secrets: z.output<TSecrets> | undefined;
    logger: LoggerService;
    credentials: Credentials;
  }): Promise<{ output: z.input<TOutput> } | void>;
}

/** Takes the actions of a plugin. */
export interface ActionsRegistryService {
  register<
    TInput extends z.ZodObject,
    TOutput extends z.ZodObject,
    TSecrets extends z.ZodObject = z.ZodObject,
  >(
    options: ActionRegistration<TInput, TOutput, TSecrets>,
  ): void;
}

/** An action as it is listed; the schemas are JSON Schema. */
export interface ActionDescription {
  id: string;
  pluginId: string;
  name: string;
  title: string;
  description: string;
  schema: { input: JsonObject; output: JsonObject; secrets?: JsonObject };
  examples?: { title: string; description?: string; input: JsonObject; output?: JsonObject }[];
  attributes: Required<ActionAttributes>;
}

/** Lists and invokes the actions of all plugins that are configured as sources. */
export interface ActionsService {
  list(options: { credentials: Credentials }): Promise<{ actions: ActionDescription[] }>;
  invoke(options: {
    id: string;
    input?: JsonObject;
    secrets?: JsonObject;
    credentials: Credentials;
  }): Promise<{ output: JsonValue }>;
}

/** Lists and invokes actions. */
export const actionsServiceRef = createServiceRef<ActionsService>({ id: 'alpha.core.actions' });
/** Registers actions. */
export const actionsRegistryServiceRef = createServiceRef<ActionsRegistryService>({
  id: 'alpha.core.actionsRegistry',
});
