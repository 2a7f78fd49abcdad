import { InputError, toError } from '@portico/errors';
import type { PermissionRuleParams } from './decision.ts';
import type { PermissionRule } from './rule.ts';

/**
 * Checks the parameters of a condition against the schema of its rule, and gives
 * what the rule is called with: the parameters as they came, `{}` for none.
 *
 * @throws InputError when the schema refuses them.
 * @throws Error when the schema answers with a promise.
 */
export function checkRuleParams(
  rule: Pick<PermissionRule, 'name' | 'paramsSchema'>,
  params: PermissionRuleParams,
): NonNullable<PermissionRuleParams> {
  const { name, paramsSchema } = rule;
  if (!paramsSchema) return params ?? {};
  const reason =
    '~standard' in paramsSchema ? faultOfStandard(name, paramsSchema, params) : faultOf(paramsSchema, params);
  if (reason !== undefined) throw new InputError(`Parameters to rule '${name}' are invalid: ${reason}`);
  return params ?? {};
}

function faultOf(
  schema: Extract<PermissionRule['paramsSchema'], { safeParse: unknown }>,
  params: unknown,
): string | undefined {
  const result = schema.safeParse(params);
  return result.success ? undefined : toError(result.error).message;
}

function faultOfStandard(
  name: string,
  schema: Extract<PermissionRule['paramsSchema'], { '~standard': unknown }>,
  params: unknown,
): string | undefined {
  const result = schema['~standard'].validate(params) as
    | { issues?: readonly { message: string }[] | undefined }
    | Promise<unknown>;
  if (result instanceof Promise) {
    throw new Error(
      `The parameter schema of rule '${name}' answers with a promise; use one that validates synchronously`,
    );
  }
  return result.issues?.map(issue => issue.message).join('; ');
}
