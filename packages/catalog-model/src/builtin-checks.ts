import * as generated from './generated/validators.ts';
import type { JsonSchema, SchemaCheck } from './json-schema.ts';
import { builtinKinds, schemasByName } from './kinds/builtin-kinds.ts';

// The generated module is JavaScript that Ajv wrote; every export of it is a check.
const checks: Readonly<Record<string, SchemaCheck | undefined>> = { ...generated };

/** The compiled check of a schema that is part of this package, by its name; `undefined` for any other name. */
function checkByName(name: string): SchemaCheck {
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
  if (!check) throw new Error(`There is no compiled check for '${name}'. Run scripts/generate-validators.ts`);
  return check;
}

/** The checks of what all kinds share, and of what an organisation adds to the model. */
export const commonChecks = {
  envelope: checkByName('EntityEnvelope'),
  entity: checkByName('Entity'),
  modelExtension: checkByName('ModelExtension'),
};

/** The compiled checks of the built-in kinds, by their schemas. */
export function builtinKindChecks(): Map<JsonSchema, SchemaCheck> {
  return new Map([...schemasByName(builtinKinds)].map(([name, schema]) => [schema, checkByName(name)]));
}
