import type { ActionRegistration, Credentials, LoggerService } from '@portico/backend-plugin-api';
import { InputError } from '@portico/errors';
import type { z } from 'zod';

/** The registration of any action; those of other makes may lack a schema. */
export type AnyAction = Omit<ActionRegistration, 'schema'> & {
  schema?: Partial<ActionRegistration['schema']>;
};

type SchemaOf = ((zod: typeof z) => z.ZodType) | undefined;

/**
 * Checks input and secrets, runs the action, and checks its output.
 *
 * @throws InputError when one of the three does not fit its schema; the message
 *   names the paths, not the values.
 */
export async function invokeAction(
  { id, action }: { id: string; action: AnyAction },
  call: { input: unknown; secrets: unknown; credentials: Credentials; logger: LoggerService },
): Promise<unknown> {
  const { credentials, logger } = call;
  const { schema = {} } = action;
  const input = await check(schema.input, call.input, `Invalid input to action '${id}'`);
  if (schema.secrets && call.secrets === undefined) {
    throw new InputError(`Action '${id}' requires secrets but none were provided`);
  }
  if (!schema.secrets && call.secrets !== undefined)
    throw new InputError(`Action '${id}' does not accept secrets`);
  const secrets = await check(schema.secrets, call.secrets, `Invalid secrets for action '${id}'`);
  const result = await action.action({ input, secrets, credentials, logger } as Parameters<
    AnyAction['action']
  >[0]);
  const output = result ? result.output : undefined;
  return schema.output ? await check(schema.output, output, `Invalid output from action '${id}'`) : output;
}

async function check(schemaOf: SchemaOf, value: unknown, problem: string): Promise<unknown> {
  if (!schemaOf) return undefined;
  const { z } = await import('zod');
  const result = schemaOf(z).safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`);
  throw new InputError(`${problem}: ${faults.join('; ')}`);
}
