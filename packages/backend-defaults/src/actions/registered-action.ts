import type { ActionDescription } from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import type { z } from 'zod';
import { schemaToJson } from '../permissions/schema-to-json.ts';
import type { AnyAction } from './invoke-action.ts';

/** An action that a plugin registered. */
export interface RegisteredAction extends Pick<ActionDescription, 'id' | 'attributes'> {
  action: AnyAction;
  /** Made when first asked for: to write JSON Schemas is no work for the start. */
  describe(): Promise<ActionDescription>;
}

/** What is known of an action that a plugin gives to its registry. */
export function toRegisteredAction(
  action: AnyAction,
  ids: { id: string; pluginId: string },
): RegisteredAction {
  const { destructive, idempotent = false, readOnly = false } = action.attributes ?? {};
  const attributes = { destructive: destructive ?? !readOnly, idempotent, readOnly };
  let description: Promise<ActionDescription> | undefined;
  return {
    id: ids.id,
    attributes,
    action,
    describe: () =>
      (description ??= describeContract(action).then(contract => ({ ...ids, attributes, ...contract }))),
  };
}

async function describeContract(
  action: AnyAction,
): Promise<Omit<ActionDescription, 'id' | 'pluginId' | 'attributes'>> {
  const zod = await import('zod');
  const { name, title, description, examples, schema = {} } = action;
  const toJson = (schemaOf: ((zod: typeof z) => unknown) | undefined): Promise<JsonObject> =>
    schemaToJson(schemaOf?.(zod.z));
  return {
    name,
    title,
    description,
    ...(examples ? { examples: examples as NonNullable<ActionDescription['examples']> } : {}),
    schema: {
      input: await toJson(schema.input),
      output: await toJson(schema.output),
      ...(schema.secrets ? { secrets: await toJson(schema.secrets) } : {}),
    },
  };
}
